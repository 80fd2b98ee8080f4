using System.Buffers;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Strata.Server.Mcp;

/// <summary>One call of a tool: its checked arguments and the caller's store.</summary>
internal sealed class ToolCall(
    IStrata strata,
    IDictionary<string, JsonElement> arguments,
    IProgress<Progress>? progress,
    CancellationToken cancellation
)
{
    public IStrata Strata => strata;
    public IProgress<Progress>? Progress => progress;
    public CancellationToken Cancellation => cancellation;

    public string? Text(string name) => Find(name)?.GetString();

    public bool Has(string name) => Find(name) is not null;

    public string Needed(string name) =>
        Text(name) ?? throw new StrataException(ErrorCode.InvalidContent, $"Argument '{name}' is missing.");

    public int? Integer(string name) => (int?)Long(name);

    public long? Long(string name) => Find(name)?.GetInt64();

    public bool? Flag(string name) => Find(name)?.GetBoolean();

    public ReadAt At => new(Text("known_at"), Text("valid_at"));

    public PageRequest Page => Integer("limit") is { } limit ? new(limit, Text("cursor")) : new(Cursor: Text("cursor"));

    public DecisionRequest Decision => new() { Reason = Text("reason"), IdempotencyKey = Text("idempotency_key") };

    /// <summary>Deserializes the arguments, except <paramref name="beside"/>, as a request.</summary>
    public T Request<T>(params ReadOnlySpan<string> beside)
    {
        var body = new JsonObject();
        foreach (var (name, value) in arguments)
        {
            if (!beside.Contains(name) && value.ValueKind != JsonValueKind.Null)
            {
                body[name] = JsonNode.Parse(value.GetRawText());
            }
        }
        try
        {
            var type = (JsonTypeInfo<T>)StrataJson.Options.GetTypeInfo(typeof(T));
            return body.Deserialize(type) ?? throw new StrataException(ErrorCode.InvalidContent, "The arguments are missing.");
        }
        catch (JsonException e)
        {
            throw BadJson.Of(e);
        }
    }

    /// <summary>Returns the arguments as one JSON object without nulls.</summary>
    public JsonElement Given()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in arguments.Where(a => a.Value.ValueKind != JsonValueKind.Null))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private JsonElement? Find(string name) =>
        arguments.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
