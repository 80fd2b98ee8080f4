namespace Strata.Operations;

/// <summary>
/// A request that holds only while an entity is in a known state. Doors set it from <c>If-Match</c>; it is no part of the request's JSON.
/// </summary>
public interface IConditional
{
    string? IfMatch { get; set; }
}
