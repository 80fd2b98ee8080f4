namespace Strata.Parsing.Ooxml;

/// <summary>A part's relationship (ECMA-376 part 2, 9.3).</summary>
/// <param name="Type">Last segment of the type's URI (<c>worksheet</c>), shared by the transitional and the strict form.</param>
/// <param name="Target">Name of the part; if external, the address as written, which is never opened.</param>
internal sealed record Relationship(string Id, string Type, string Target, bool IsExternal);
