import { useNavigate } from '@tanstack/react-router'
import cytoscape from 'cytoscape'
import { useEffect, useRef } from 'react'
import type { Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { useMoment } from '../../shared/time'
import { useComputedColorScheme } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'

/** Nodes above which names would cover each other; each then has its name under the pointer. */
const mostNames = 60

/** The neighbourhood as a drawing; the list beside it says the same. */
export default function Graph({ around, centre }: { around: Schemas['Neighborhood']; centre: Schemas['EntityView'] }) {
  const t = useText(entityMessages)
  const navigate = useNavigate()
  const moment = useMoment()
  const place = useRef<HTMLDivElement>(null)
  const dark = useComputedColorScheme('light') === 'dark'
  useEffect(() => {
    if (!place.current) return
    const named = around.entities.length <= mostNames
    const label = { label: 'data(label)' }
    const ids = new Set(around.entities.map(e => e.entity_id))
    const graph = cytoscape({
      container: place.current,
      elements: [
        ...around.entities.map(e => ({ data: { id: e.entity_id, label: e.title ?? labelOf(e.entity_type) } })),
        ...around.relationships
          .filter(r => ids.has(r.from) && ids.has(r.to))
          .map(r => ({ data: { id: r.relationship_id, source: r.from, target: r.to, label: labelOf(r.field ?? r.type) } })),
      ],
      style: [
        {
          selector: 'node',
          style: {
            ...(named ? label : {}),
            'font-size': 11,
            color: dark ? '#e8edf0' : '#1c2429',
            'background-color': dark ? '#68a4bd' : '#1f6480',
            width: 18,
            height: 18,
            'text-margin-y': -4,
            'text-max-width': '140px',
            'text-wrap': 'ellipsis',
          },
        },
        { selector: `node[id = "${centre.entity_id}"]`, style: { width: 28, height: 28, 'background-color': '#b3470a' } },
        {
          selector: 'edge',
          style: {
            ...(named ? label : {}),
            'font-size': 9,
            color: dark ? '#a5afb8' : '#56606a',
            width: 1.2,
            'line-color': '#9aa7b0',
            'target-arrow-shape': 'triangle',
            'target-arrow-color': '#9aa7b0',
            'curve-style': 'bezier',
          },
        },
        { selector: '.pointed', style: { ...label, 'z-index': 1 } },
      ],
      layout: { name: 'cose', animate: false, padding: 30 },
      wheelSensitivity: 0.3,
    })
    graph.on(
      'tap',
      'node',
      event =>
        void navigate({
          to: '/entities/$entityId',
          params: { entityId: event.target.id() },
          search: { ...moment, show: 'relationships' },
        } as never),
    )
    if (!named) {
      graph.on('mouseover', 'node', event => event.target.addClass('pointed'))
      graph.on('mouseout', 'node', event => event.target.removeClass('pointed'))
    }
    return () => graph.destroy()
  }, [around, centre.entity_id, dark, navigate, moment])
  return (
    <>
      {/* Cytoscape adds a style element unless one with this id is there; the page's policy refuses it, and `.graph` has its one rule. */}
      <div id="__________cytoscape_stylesheet" hidden />
      <div
        ref={place}
        className={classes.graph}
        role="img"
        aria-label={t('graphLabel', { count: around.entities.length, title: centre.title ?? '' })}
      />
    </>
  )
}
