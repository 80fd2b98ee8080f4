namespace Strata.Parsing.Ooxml;

/// <summary>What a part refers to (ECMA-376 part 2, 9.3).</summary>
/// <param name="Type">The last segment of the type's address (<c>worksheet</c>), which the transitional and the strict form share.</param>
/// <param name="Target">Name of the part, or, where external, the address as written: it is told, never opened.</param>
internal sealed record Relationship(string Id, string Type, string Target, bool IsExternal);
