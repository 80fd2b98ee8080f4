using System.Text.Json.Nodes;

namespace Strata.Interpretation;

/// <summary>
/// What interpreters that ask are told besides the blocks, as canonical JSON: instructions, reference, guidance by field, model, temperature,
/// max_output_tokens. Each part comes from the first layer that has it (docs/adr/0052-annotations-and-recorded-answers.md).
/// </summary>
internal static class Prompt
{
    public const string Reference = "reference";
    private const string Guidance = "guidance";

    /// <summary>Puts layers together; guidance is put together field by field.</summary>
    /// <param name="layers">From the request's to the operator's; null where there is none.</param>
    /// <returns>Null if no layer has anything.</returns>
    public static string? Merge(params ReadOnlySpan<string?> layers)
    {
        var merged = new JsonObject();
        foreach (var layer in layers)
        {
            if (layer is not null && JsonNode.Parse(layer) is JsonObject parts)
            {
                Fill(merged, parts);
            }
        }
        return merged.Count == 0 ? null : CanonicalJson.Of(JsonText.Element(merged.ToJsonString()));
    }

    /// <summary>Returns the text of a part; null if there is none.</summary>
    public static string? Text(string? prompt, string part) =>
        Part(prompt, part) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static JsonElement? Part(string? prompt, string part) =>
        prompt is not null && JsonText.Element(prompt).TryGetProperty(part, out var value) ? value : null;

    /// <summary>Returns the prompt with another reference.</summary>
    public static string WithReference(string prompt, JsonNode reference)
    {
        var parts = JsonNode.Parse(prompt)?.AsObject() ?? [];
        parts[Reference] = reference;
        return CanonicalJson.Of(JsonText.Element(parts.ToJsonString()));
    }

    private static void Fill(JsonObject merged, JsonObject layer)
    {
        foreach (var (name, value) in layer)
        {
            if (name == Guidance && merged[name] is JsonObject known && value is JsonObject more)
            {
                Fill(known, more);
            }
            else if (!merged.ContainsKey(name))
            {
                merged[name] = value?.DeepClone();
            }
        }
    }
}
