namespace Strata.Indexing;

/// <param name="Op">eq, ne, lt, le, gt, ge, prefix, contains, exists, missing.</param>
public sealed record FieldFilter(string Field, string Op, JsonElement? Value = null);
