using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>An entity's observations and decisions in ledger order, with the changes that each made.</summary>
internal sealed class EntityHistory(EntityReader reader)
{
    public async Task<Page<HistoryEntry>> ListAsync(UserConnection connection, string entityId, PageRequest page, ReadPoint point)
    {
        var limit = Paging.Limit(page.Limit);
        var after = Paging.Number(page.Cursor);
        var record = await reader.RecordAsync(connection, entityId, point);
        if (record.EntityNo > point.Seq)
        {
            throw EntityReader.NotFound(entityId);
        }
        var rootNo = point.Seq == long.MaxValue ? record.RootNo : await EntityGroups.RootAtAsync(connection, record.EntityNo, point.Seq);
        var root = rootNo == record.EntityNo ? record : await EntityReader.RecordAsync(connection, rootNo);
        var groups = await GroupHistory.OfAsync(connection, root.EntityNo, point.Seq);
        var activations = await reader.Schemas.ActivationsAsync(connection, root.EntityType, point.Seq);
        var found = new HistorySteps(connection, groups, activations, point);
        if (point.ObservedBy != long.MaxValue && !await found.AnyObservedAsync())
        {
            throw EntityReader.NotFound(entityId);
        }
        var steps = await found.AfterAsync(after, limit + 1);
        var shown = steps.Take(limit).ToList();
        return new Page<HistoryEntry>(
            shown.Count == 0 ? [] : await EntriesAsync(connection, root, shown, groups, activations, point),
            steps.Count > limit ? shown[^1].Seq.ToString(CultureInfo.InvariantCulture) : null
        );
    }

    private static async Task<List<HistoryEntry>> EntriesAsync(
        UserConnection connection,
        EntityRecord root,
        IReadOnlyList<HistoryStep> steps,
        GroupHistory groups,
        IReadOnlyList<Activation> activations,
        ReadPoint point
    )
    {
        var ids = await ObservationViews.IdsAsync(connection, steps.SelectMany(s => new[] { s.EntityNo, s.OtherNo ?? s.EntityNo }));
        var sources = await ObservationViews.SourceIdsAsync(connection, steps.Select(s => s.SourceNo));
        var observed = await ObservationReader.AtAsync(connection, [.. steps.Select(Observed).OfType<long>().Distinct()]);
        var walk = await HistoryWalk.BeforeAsync(connection, groups, activations, point.ObservedBy, steps[0].Seq);
        var entries = new List<HistoryEntry>(steps.Count);
        foreach (var step in steps)
        {
            var before = walk.Fields;
            await walk.TakeAsync(step, Observed(step) is { } seq ? observed.GetValueOrDefault(seq) : null);
            entries.Add(
                new HistoryEntry
                {
                    Seq = step.Seq,
                    RecordedAt = UnixTime.Time(step.RecordedAt),
                    Kind = EnumNames.Parse<HistoryKind>(step.Kind),
                    Id = step.IsObservation != 0 ? Ids.Observation(step.Seq) : Ids.Decision(step.Seq),
                    Actor = step.Actor,
                    Reason = step.Reason,
                    SourceId = step.SourceNo is { } no ? sources.Or(no, MissingRow.Source) : null,
                    RunId = step.RunNo is { } run ? Ids.Run(run) : null,
                    Changes = ReferenceEquals(before, walk.Fields) ? [] : Changes(before, walk.Fields),
                    Target =
                        step.TargetSeq is not { } target || target == step.Seq ? null
                        : step.Kind is DecisionKind.Retract or DecisionKind.Reinstate ? Ids.Observation(target)
                        : Ids.Decision(target),
                    Other = step.OtherNo is { } other ? ids.GetValueOrDefault(other == root.EntityNo ? step.EntityNo : other) : null,
                }
            );
        }
        return entries;
    }

    /// <summary>Returns the seq of the observation that a step adds or reinstates.</summary>
    private static long? Observed(HistoryStep step) =>
        step.IsObservation != 0 ? step.Seq
        : string.Equals(step.Kind, DecisionKind.Reinstate, StringComparison.Ordinal) ? step.TargetSeq
        : null;

    private static List<FieldChange> Changes(FieldList before, FieldList after)
    {
        var changes = new List<FieldChange>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in before.Span)
        {
            names.Add(name);
        }
        foreach (var (name, _) in after.Span)
        {
            names.Add(name);
        }
        foreach (var name in names)
        {
            var (was, now) = (before[name], after[name]);
            if (!string.Equals(was, now, StringComparison.Ordinal))
            {
                changes.Add(new FieldChange(name, was is null ? null : JsonText.Element(was), now is null ? null : JsonText.Element(now)));
            }
        }
        return changes;
    }
}
