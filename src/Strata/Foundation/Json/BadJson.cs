using Strata.Parsing.Json;

namespace Strata.Foundation.Json;

/// <summary>What a caller is told of JSON that doesn't read: where and why, without our type names.</summary>
public static class BadJson
{
    /// <param name="at">Path of the value that was read, where it is part of something greater.</param>
    public static StrataException Of(JsonException e, string at = "$")
    {
        var reason = JsonWords.Of(e.Message) is { } words ? words + Place(e) : Reason(e.Message);
        var path = string.IsNullOrEmpty(e.Path) ? at : at + e.Path[1..];
        return new StrataException(ErrorCode.InvalidContent, $"Invalid JSON at {path}: {reason}") { Faults = [new Fault(path, reason)] };
    }

    private static string Place(JsonException e) =>
        e.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {(e.BytePositionInLine ?? 0) + 1}).")
            : ".";

    private static string Reason(string message)
    {
        if (message.StartsWith("The JSON property '", StringComparison.Ordinal))
        {
            return $"unknown property {message.Split('\'')[1]}; properties are snake_case, see openapi.json.";
        }
        if (message.StartsWith("Duplicate propert", StringComparison.Ordinal))
        {
            return "duplicate key; it is unclear which of its values is meant.";
        }
        if (message.Contains("missing required properties", StringComparison.Ordinal))
        {
            return "required: "
                + string.Join(", ", message[(message.LastIndexOf(':') + 1)..].Split(',').Select(n => n.Trim(' ', '\'', '.')))
                + ".";
        }
        if (message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal))
        {
            return "the value has the wrong type.";
        }
        if (message.StartsWith(NoNulls.Element, StringComparison.Ordinal))
        {
            return $"'{message[(NoNulls.Element.Length + 2)..].Split(' ', '.')[0]}' holds a null, which is not a value there.";
        }
        if (message.Contains("null", StringComparison.Ordinal) && message.Contains("nullab", StringComparison.Ordinal))
        {
            return "null is not a value here.";
        }
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
