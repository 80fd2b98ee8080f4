using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Strata.Server.Tests;

/// <summary>
/// Names for what differs from store to store and from run to run: <c>{run-2}</c> is the second run that is seen. The same value has the
/// same name in requests and answers. Ids that are made of content (src_, doc_, ent_) stay, and so do times of the clock, which stands
/// still.
/// </summary>
internal sealed partial class Placeholders
{
    private readonly Dictionary<(string Kind, string Value), string> _names = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private bool _isAnswer;

    /// <summary>The exchange as it is committed.</summary>
    public JsonObject Fill(RecordedExchange exchange)
    {
        var json = new JsonObject();
        if (exchange.Operation is not null)
        {
            json["operation"] = exchange.Operation;
        }
        if (exchange.By is not null)
        {
            json["by"] = exchange.By;
        }
        _isAnswer = false;
        json["request"] = Whole(exchange.Request);
        _isAnswer = true;
        json["answer"] = Whole(exchange.Answer);
        return json;
    }

    private JsonNode? Fill(JsonNode? node, string property) =>
        node switch
        {
            JsonObject o when property == "configuration" => Once(property, o),
            JsonObject o => Whole(o),
            JsonArray a => new JsonArray([.. a.Select(item => Fill(item, property))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Text(value.GetValue<string>(), property)),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value, property),
            _ => node?.DeepClone(),
        };

    private JsonObject Whole(JsonObject node) => new(node.Select(p => KeyValuePair.Create(p.Key, Fill(p.Value, p.Key))));

    /// <summary>What is long and told again and again stands in full where it is told first.</summary>
    private JsonNode Once(string kind, JsonObject node)
    {
        var text = node.ToJsonString();
        var isKnown = IsKnown(kind, text);
        var name = Name(kind, text);
        return isKnown ? JsonValue.Create(name) : Whole(node);
    }

    private JsonNode Number(JsonValue value, string property) =>
        property switch
        {
            "seq" or "target" => JsonValue.Create(Name("seq", value.ToJsonString())),
            "seconds" when _isAnswer => JsonValue.Create("{seconds}"),
            "bytes_after" when value.ToJsonString() != "0" => JsonValue.Create("{packed}"),
            _ => value.DeepClone(),
        };

    private string Text(string text, string property) =>
        property switch
        {
            "trace_id" => "{trace}",
            "worker" => "{worker}",
            "code_commit" => "{commit}",
            "next_cursor" => Name("cursor", text),
            "cursor" => Known("cursor", text),
            "known_at" or "changed_since" when text.All(char.IsAsciiDigit) => Name("seq", text),
            "ETag" or "If-Match" or "If-None-Match" => Tag().Replace(text, tag => tag.Value[0] + Name("etag", tag.Value[1..^1]) + tag.Value[^1]),
            "Mcp-Session-Id" => Name("session", text),
            // Of a chain with receipts, which each store signs by a key of its own.
            "head" or "chain_head" => Name("chain", text),
            "signature" => Name("signature", text),
            "key" when text.Length == 16 && text.All(char.IsAsciiHexDigitLower) => Name("key", text),
            "version" when Release().IsMatch(text) => "{version}",
            _ => InText(text),
        };

    private string InText(string text)
    {
        text = Event().Replace(text, e => Name("event", e.Value));
        text = Time().Replace(text, time => Name("time", time.Value));
        text = Asked().Replace(text, asked => Known("cursor", Uri.UnescapeDataString(asked.Value)));
        text = Past().Replace(text, past => Name("seq", past.Value));
        text = Token().Replace(text, token => Name("token", token.Value));
        text = Port().Replace(text, "127.0.0.1:{port}");
        return Id().Replace(text, id => Name(id.Groups["kind"].Value, id.Value));
    }

    private bool IsKnown(string kind, string value) => _names.ContainsKey((kind, value));

    /// <summary>The name of what was told before; what a scenario has made up stays.</summary>
    private string Known(string kind, string value) => IsKnown(kind, value) ? Name(kind, value) : value;

    private string Name(string kind, string value)
    {
        if (!_names.TryGetValue((kind, value), out var name))
        {
            var count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            name = _names[(kind, value)] = string.Create(CultureInfo.InvariantCulture, $"{{{kind}-{count}}}");
        }
        return name;
    }

    [GeneratedRegex(@"\b(?<kind>run|job|obs|dec|tok)_[0-9a-f]+\b")]
    private static partial Regex Id();

    /// <summary>Of something that was written: no two have the same, so that a fraction of a second tells them apart.</summary>
    [GeneratedRegex(@"\b2026-03-[0-9]{2}T[0-9:]{8}\.[0-9]+(Z|[+]00:00)")]
    private static partial Regex Time();

    /// <summary>Of a state of a run: attempt, seq, lease, status; or a position in the stream of all events.</summary>
    [GeneratedRegex(@"^[0-9]+-([0-9]*-[0-9]*-[a-z]+|[0-9]{16})$")]
    private static partial Regex Event();

    /// <summary>In quotes, as a header has it; that of content is its digest.</summary>
    [GeneratedRegex("\"(?![0-9a-f]{64}\")[^\"]*\"")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<=[?&]cursor=)[^&]+")]
    private static partial Regex Asked();

    [GeneratedRegex("(?<=[?&](known_at|changed_since)=)[0-9]+(?=&|$)")]
    private static partial Regex Past();

    [GeneratedRegex("^[0-9]+[.][0-9]+")]
    private static partial Regex Release();

    [GeneratedRegex(@"\bstrata_[a-z0-9-]+_[A-Za-z0-9_-]{43}")]
    private static partial Regex Token();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]+")]
    private static partial Regex Port();
}
