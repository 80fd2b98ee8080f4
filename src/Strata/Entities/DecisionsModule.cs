using Strata.Operations;

namespace Strata.Entities;

/// <summary>What people and programs decide; all of it can be undone.</summary>
public static partial class DecisionsModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(
            11,
            "decisions",
            "seq",
            """
            seq integer, kind text, entity_no integer, other_no integer, target_seq integer, payload text, actor text, reason text,
            recorded_at integer
            """
        ),
        new(30, "ledger_chain", "link_no", "link_no integer, seq integer, entries blob, hash blob") { Since = 24 },
        new(31, "chain_backlogs", "kind", "kind integer, after_no integer, last_no integer") { Since = 24 },
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="DecisionsModule"/>
        public DecisionsArea Decisions => new(strata);
    }
}

/// <inheritdoc cref="DecisionsModule"/>
public readonly partial record struct DecisionsArea(IStrata Strata);
