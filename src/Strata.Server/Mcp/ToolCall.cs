using System.Buffers;

namespace Strata.Server.Mcp;

/// <summary>One call of a tool: its checked arguments and the caller's store.</summary>
internal sealed class ToolCall(
    StrataTool tool,
    IStrata strata,
    IDictionary<string, JsonElement> arguments,
    IProgress<Progress>? progress,
    CancellationToken cancellation
)
{
    public IStrata Strata => strata;
    public IProgress<Progress>? Progress => progress;
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether the tool has a parameter.</summary>
    public bool Takes(string parameter) => tool.Takes(parameter);

    public bool Has(string name) => Find(name) is not null;

    public string? Text(string name) => Find(name)?.GetString();

    public int? Integer(string name) => (int?)Long(name);

    public long? Long(string name) => Find(name)?.GetInt64();

    /// <summary>Returns the arguments that are fields of the operation's request, as one JSON object without nulls.</summary>
    public JsonElement Request(Operation operation)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var field in operation.Fields)
            {
                if (Find(operation.Tool?.Arguments.GetValueOrDefault(field.Name) ?? field.Name) is { } value)
                {
                    json.WritePropertyName(field.Name);
                    value.WriteTo(json);
                }
            }
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private JsonElement? Find(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
