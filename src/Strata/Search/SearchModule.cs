using Strata.Operations;

namespace Strata.Search;

/// <summary>Finds entities by words, identifiers and comparisons.</summary>
public static partial class SearchModule
{
    internal static readonly StoredTable[] Tables =
    [
        new(14, "entity_fields", "field_no", "field_no integer, entity_type text, field text"),
        new(15, "entity_values", "field_no, value, entity_no", "field_no integer, value blob, entity_no integer"),
        new(16, "value_zones", "field_no, zone", "field_no integer, zone integer, low blob, high blob"),
        StoredTable.LeftOut("search_segments", "made anew from entities and blocks"),
        StoredTable.LeftOut("search_pages", "made anew from entities and blocks"),
    ];

    internal static readonly Type[] Jobs = [typeof(IndexJob)];

    internal static readonly Type[] RecoverySteps = [typeof(ScheduleIndex)];

    extension(IStrata strata)
    {
        /// <inheritdoc cref="SearchModule"/>
        public SearchArea Search => new(strata);
    }
}

/// <inheritdoc cref="SearchModule"/>
public readonly partial record struct SearchArea(IStrata Strata);
