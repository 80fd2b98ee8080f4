namespace Strata.Schemas;

/// <summary>What a prompt may say, wherever it is given: by a request, a schema, a project, a user or the operator.</summary>
internal static class PromptSyntax
{
    private const int MaxLength = 100_000;
    private const double MaxTemperature = 2;

    /// <summary>Returns a prompt as canonical JSON; null for one that says nothing.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static string? Read(JsonElement? given)
    {
        if (given is not { ValueKind: not JsonValueKind.Null } prompt)
        {
            return null;
        }
        var faults = new List<Fault>();
        Check(ExtensionObject.Of("/prompt", prompt, faults));
        if (faults.Count > 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"{faults[0].Path} {faults[0].Reason}.") { Faults = faults };
        }
        var json = CanonicalJson.Of(prompt);
        return json.Length > MaxLength
                ? throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"A prompt has at most {MaxLength} characters; this one has {json.Length}. Longer material can be a source: \"reference\": {{\"source\": \"src_…\"}}."
                )
            : json.Length == 2 ? null
            : json;
    }

    public static void Check(ExtensionObject prompt)
    {
        prompt.AllowOnly("instructions", "reference", "guidance", "model", "temperature", "max_output_tokens");
        _ = prompt.Text("instructions");
        if (prompt.Value("reference") is { ValueKind: JsonValueKind.Object })
        {
            var source = prompt.Object("reference");
            source?.AllowOnly("source");
            _ = source?.Text("source") ?? source?.Missing("source");
        }
        else
        {
            _ = prompt.Text("reference");
        }
        _ = prompt.Text("model");
        if (
            prompt.Value("temperature") is { } temperature
            && !(temperature.ValueKind == JsonValueKind.Number && temperature.GetDouble() is >= 0 and <= MaxTemperature)
        )
        {
            prompt.Refuse("temperature", $"must be a number from 0 to {MaxTemperature}");
        }
        _ = prompt.Whole("max_output_tokens", 1_000_000);
        foreach (var guided in prompt.Object("guidance")?.Members() ?? [])
        {
            if (guided.Value.ValueKind != JsonValueKind.String)
            {
                prompt.Refuse("guidance", $"'{guided.Name}' must be a string");
            }
        }
    }
}
