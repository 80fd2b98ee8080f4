namespace Strata.Operations;

/// <summary>
/// Which tools MCP lists: an agent pays for each with tokens. It says nothing about what may be called; a token's scope does.
/// </summary>
public enum ToolProfile
{
    /// <summary>Take in, find, read, prove and decide: what most agents need.</summary>
    Core,

    /// <summary>Projects, and deciding about what interpreters found.</summary>
    Review,

    /// <summary>Schemas, runs and the store itself.</summary>
    Admin,

    All,
}
