namespace Strata.Parsing.Json;

/// <summary>Explains why text is not JSON, for people who know the file but not the reader.</summary>
public static class JsonWords
{
    /// <param name="message">The framework reader's message; only it tells one fault from another.</param>
    /// <returns>Null if the fault is not one of syntax.</returns>
    public static string? Of(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
        var found = message.StartsWith('\'') && message.IndexOf('\'', 2) is > 0 and var end ? message[..(end + 1)] : null;
        return Says("trailing comma") ? "a comma stands before the closing bracket, and nothing behind it"
            : Says("does not contain any JSON tokens") ? "there is no value"
            : Says("Expected depth to be zero") ? "an object or array is not closed"
            : Says("Expected end of string") ? "a string is not closed"
            : Says("reached end of data") ? "the text ends within a value"
            : Says("Invalid leading zero") ? "a number begins with a zero too many"
            : found is null ? null
            : Says("start of a property name") ? $"{found} stands where the name of a property, in double quotes, should be"
            : Says("start of a value") ? $"{found} stands where a value should be"
            : Says("after a property name") ? $"{found} stands where a colon should be"
            : Says("after a value") ? $"{found} stands where a comma or a closing bracket should be"
            : Says("after a single JSON value") ? $"{found} follows the value"
            : Says("escapable character") || Says("hex digit") ? $"{found} is no escape that strings may have"
            : Says("within a JSON string") ? $"{found} stands in a string and is not escaped"
            : Says("JSON literal") ? $"{found} is none of true, false and null"
            : Says("end of a number") || Says("within a number") || Says("a digit") ? $"{found} does not belong in a number"
            : null;
    }
}
