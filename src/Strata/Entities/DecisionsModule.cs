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
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="DecisionsModule"/>
        public DecisionsArea Decisions => new(strata);
    }
}

/// <inheritdoc cref="DecisionsModule"/>
public readonly partial record struct DecisionsArea(IStrata Strata);
