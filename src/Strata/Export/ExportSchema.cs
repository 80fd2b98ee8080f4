namespace Strata.Export;

/// <summary>The JSON Schema that each line of an export is valid by.</summary>
public sealed record ExportSchema
{
    public required long KnownAt { get; init; }
    public required JsonElement Schema { get; init; }
}
