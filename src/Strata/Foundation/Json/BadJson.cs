using Strata.Parsing.Json;

namespace Strata.Foundation.Json;

/// <summary>Explains unreadable JSON to a caller: where and why, without our type names.</summary>
public static class BadJson
{
    /// <param name="at">Path of the value, if it is part of a larger one.</param>
    public static StrataException Of(JsonException e, string at = "$")
    {
        var reason = JsonWords.Of(e.Message) is { } words ? words + Place(e) : Reason(e);
        var path = string.IsNullOrEmpty(e.Path) ? at : at + e.Path[1..];
        return new StrataException(ErrorCode.InvalidContent, $"Invalid JSON at {path}: {reason}") { Faults = [new Fault(path, reason)] };
    }

    /// <summary>Returns the names of the enum that was expected; null for other types.</summary>
    private static string? Choices(JsonException e)
    {
        var owner = typeof(BadJson).Assembly.GetType(e.Message.Split(" converted to ")[^1].Split(". Path:")[0]);
        var name = e.Path?[(e.Path.LastIndexOf('.') + 1)..];
        var type = owner?.GetProperties().FirstOrDefault(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name) == name)?.PropertyType;
        var choice = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return choice is { IsEnum: true } ? string.Join(", ", EnumNames.Of(choice)) : null;
    }

    private static string Place(JsonException e) =>
        e.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $" (line {line + 1}, byte {(e.BytePositionInLine ?? 0) + 1}).")
            : ".";

    private static string Reason(JsonException e)
    {
        var message = e.Message;
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
            return Choices(e) is { } choices ? $"must be one of {choices}." : "the value has the wrong type.";
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
