using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace Strata.Server.Tests;

/// <summary>Indented JSON in which whatever fits on a line stands on one.</summary>
internal static class FixtureJson
{
    private const int Width = 140;
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node, indent: 0, before: 0);
        return text.ToString();
    }

    /// <param name="before">Characters on the line already, the comma after the value included.</param>
    private static void Write(StringBuilder text, JsonNode? node, int indent, int before)
    {
        var line = Line(node);
        var members = node switch
        {
            JsonObject o => o.Select(p => (Label: Quoted(p.Key) + ": ", p.Value)).ToList(),
            JsonArray a => a.Select(item => (Label: "", Value: item)).ToList(),
            _ => [],
        };
        if (members.Count == 0 || before + line.Length <= Width)
        {
            text.Append(line);
            return;
        }
        text.Append(node is JsonObject ? "{\n" : "[\n");
        for (var i = 0; i < members.Count; i++)
        {
            var (label, value) = members[i];
            text.Append(' ', indent + 2).Append(label);
            Write(text, value, indent + 2, indent + 2 + label.Length + 1);
            text.Append(i + 1 < members.Count ? ",\n" : "\n");
        }
        text.Append(' ', indent).Append(node is JsonObject ? '}' : ']');
    }

    private static string Line(JsonNode? node) =>
        node switch
        {
            null => "null",
            JsonObject { Count: 0 } => "{}",
            JsonObject o => "{ " + string.Join(", ", o.Select(p => $"{Quoted(p.Key)}: {Line(p.Value)}")) + " }",
            JsonArray a => "[" + string.Join(", ", a.Select(Line)) + "]",
            _ => node.ToJsonString(Plain),
        };

    private static string Quoted(string name) => JsonSerializer.Serialize(name, Plain);
}
