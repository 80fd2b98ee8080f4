using ModelContextProtocol.Protocol;

namespace Strata.Server.Mcp;

/// <summary>Effect of a tool, for MCP's annotations.</summary>
internal enum ToolEffect
{
    Reads,
    Adds,

    /// <summary>Hides or replaces something; every decision can be undone.</summary>
    Decides,
}

/// <summary>A tool: its description for agents and the code behind it. Plain data, so that <c>strata mcp</c> starts quickly.</summary>
internal sealed class StrataTool(
    string name,
    ToolEffect effect,
    string description,
    IReadOnlyList<ToolParameter> takes,
    Func<JsonElement> gives,
    Func<ToolCall, Task<CallToolResult>> run
)
{
    public string Name => name;

    public ToolProfile Profile { get; init; }

    /// <summary>Whether it may access the network.</summary>
    public bool OpenWorld { get; init; }

    /// <summary>Whether a call may work for long.</summary>
    public bool IsExpensive { get; init; }

    public Cost Costs =>
        IsExpensive ? Cost.Expensive
        : effect == ToolEffect.Reads ? Cost.Reads
        : Cost.Writes;

    /// <summary>Whether it needs a token of scope admin.</summary>
    public bool IsAdministrative { get; init; }

    /// <summary>Whether a token of scope review is enough.</summary>
    public bool IsReview { get; init; }

    public TokenScope Needs =>
        IsAdministrative ? TokenScope.Admin
        : IsReview ? TokenScope.Review
        : effect == ToolEffect.Reads ? TokenScope.Read
        : TokenScope.Write;

    public Tool Definition =>
        new()
        {
            Name = name,
            Description = description,
            InputSchema = ToolSchema.Of(takes, isClosed: true),
            OutputSchema = gives(),
            Annotations = new()
            {
                ReadOnlyHint = effect == ToolEffect.Reads,
                // Of reads it has no meaning, and no tool is idempotent without a key: the protocol's default.
                DestructiveHint = effect == ToolEffect.Reads ? null : effect == ToolEffect.Decides,
                OpenWorldHint = OpenWorld,
            },
        };

    public bool Takes(string parameter) => takes.Any(p => string.Equals(p.Name, parameter, StringComparison.Ordinal));

    public Task<CallToolResult> RunAsync(ToolCall call) => run(call);

    /// <summary>Refuses arguments that don't fit the input schema, with all faults.</summary>
    public void Check(IDictionary<string, JsonElement> arguments)
    {
        var faults = new List<Fault>();
        foreach (var parameter in takes)
        {
            if (!arguments.TryGetValue(parameter.Name, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                if (parameter.Required)
                {
                    faults.Add(new("/" + parameter.Name, "is required."));
                }
            }
            else if (parameter.Fault(value) is { } fault)
            {
                faults.Add(new("/" + parameter.Name, fault));
            }
        }
        foreach (var unknown in arguments.Keys.Where(a => takes.All(p => !string.Equals(p.Name, a, StringComparison.Ordinal))))
        {
            faults.Add(
                new(
                    "/" + unknown,
                    $"is not an argument of this tool.{NearNames.Question(unknown, takes.Select(p => p.Name))} It takes {string.Join(", ", takes.Select(p => p.Name))}."
                )
            );
        }
        if (faults.Count > 0)
        {
            var all = string.Join(" ", faults.Select(f => f.Path[1..] + " " + f.Reason));
            throw new StrataException(ErrorCode.InvalidContent, $"{name}: {all}") { Faults = faults };
        }
    }
}
