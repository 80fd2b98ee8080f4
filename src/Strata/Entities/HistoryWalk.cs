using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Replays an entity's state step by step. An observation is applied incrementally; the state is reduced anew only when a winning value is
/// removed or the schema changes.
/// </summary>
internal sealed class HistoryWalk
{
    private readonly UserConnection _connection;
    private readonly GroupHistory _groups;
    private readonly IReadOnlyList<Activation> _activations;
    private readonly long _observedBy;
    private readonly HashSet<long> _members;
    private SchemaDefinition _schema;
    private Snapshot _snapshot = new();

    private HistoryWalk(UserConnection connection, GroupHistory groups, IReadOnlyList<Activation> activations, long observedBy, long seq)
    {
        (_connection, _groups, _activations, _observedBy) = (connection, groups, activations, observedBy);
        _members = groups.At(seq);
        _schema = SchemaAt(Math.Max(seq, groups.RootNo));
    }

    /// <summary>Fields after the last step taken.</summary>
    public FieldList Fields { get; private set; } = FieldList.Empty;

    /// <summary>Starts just before position <paramref name="seq"/>.</summary>
    public static async Task<HistoryWalk> BeforeAsync(
        UserConnection connection,
        GroupHistory groups,
        IReadOnlyList<Activation> activations,
        long observedBy,
        long seq
    )
    {
        var walk = new HistoryWalk(connection, groups, activations, observedBy, seq - 1);
        if (seq > groups.RootNo)
        {
            await walk.ReduceAsync(seq - 1);
            walk.Fields = walk._snapshot.ToFields();
        }
        return walk;
    }

    /// <param name="observation">The observation that the step adds or reinstates.</param>
    public async Task TakeAsync(HistoryStep step, ObservationRecord? observation)
    {
        if (step.Kind is DecisionKind.Merge or DecisionKind.Unmerge && _groups.ChangeAt(step.Seq) is { } change)
        {
            if (change.Joined)
            {
                _members.UnionWith(change.Entities);
                await ApplyAsync(change.Entities, step.Seq);
            }
            else
            {
                _members.ExceptWith(change.Entities);
                await ReduceAsync(step.Seq);
            }
        }
        else if (string.Equals(step.Kind, DecisionKind.ActivateSchema, StringComparison.Ordinal))
        {
            _schema = SchemaAt(step.Seq);
            await ReduceAsync(step.Seq);
        }
        else if (!_members.Contains(step.EntityNo))
        {
            return;
        }
        else if (string.Equals(step.Kind, DecisionKind.Retract, StringComparison.Ordinal) && step.TargetSeq is { } target && Wins(target))
        {
            await ReduceAsync(step.Seq);
        }
        else if (observation is not null && observation.ObservedAt <= _observedBy)
        {
            Reducer.Apply(_snapshot, _schema, observation.ToObserved());
        }
        else
        {
            return;
        }
        Fields = _snapshot.ToFields();
    }

    /// <summary>Whether any value comes from the observation; others can be removed without effect.</summary>
    private bool Wins(long seq) => _snapshot.Fields.Values.Any(f => f.Stamp.Seq == seq || f.Items?.Exists(i => i.First.Seq == seq) == true);

    private SchemaDefinition SchemaAt(long seq) => (_activations.LastOrDefault(a => a.Seq <= seq) ?? _activations[0]).Schema;

    private Task ReduceAsync(long seq)
    {
        _snapshot = new Snapshot();
        return ApplyAsync([.. _members], seq);
    }

    /// <summary>Applies the observations of the entities in force at position <paramref name="seq"/>, in any order.</summary>
    private async Task ApplyAsync(IReadOnlyList<long> members, long seq)
    {
        var retracted = await ObservationReader.RetractedAsync(_connection, members, seq);
        await foreach (var record in ObservationReader.StreamAsync(_connection, members, seq, _observedBy))
        {
            if (!retracted.Contains(record.Seq))
            {
                Reducer.Apply(_snapshot, _schema, record.ToObserved());
            }
        }
    }
}
