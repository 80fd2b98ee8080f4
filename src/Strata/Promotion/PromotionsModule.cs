using Strata.Operations;

namespace Strata.Promotion;

/// <summary>Fragments that become fields of a schema, and observations of all earlier inputs.</summary>
public static partial class PromotionsModule
{
    internal static readonly Type[] Jobs = [typeof(PromotionJob)];

    internal static readonly StoredTable[] Tables =
    [
        new(
            25,
            "promotions",
            "seq",
            """
            seq integer, from_type text, suggested_type text, to_type text, version integer, previous_version integer, fields text,
            state text, after_seq integer, observations integer, unfitting integer, actor text, recorded_at integer, finished_at integer
            """
        ),
        new(
            26,
            "promoted",
            "promotion_seq, seq",
            "promotion_seq integer, seq integer, fragment_seq integer, entity_no integer, created integer, merged_no integer"
        ),
    ];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="PromotionsModule"/>
        public PromotionsArea Promotions => new(strata);
    }
}

/// <inheritdoc cref="PromotionsModule"/>
public readonly partial record struct PromotionsArea(IStrata Strata);
