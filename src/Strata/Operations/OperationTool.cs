namespace Strata.Operations;

/// <summary>How MCP offers an operation.</summary>
public sealed record OperationTool
{
    /// <summary>If it is not the operation's.</summary>
    public string? Name { get; init; }

    /// <summary>For agents, if the summary doesn't tell them enough.</summary>
    public string? Description { get; init; }

    /// <summary>Names of arguments that are not those of the request's fields, by field.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The profile that lists it; <see cref="ToolProfile.All"/> lists it too.</summary>
    public ToolProfile Profile { get; init; }

    /// <summary>Fields of the result that the output schema declares; empty: all. Agents pay for each by tokens.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];
}
