namespace Strata.Parsing.Json;

/// <summary>Why a JSON value can't be read.</summary>
/// <param name="At">Byte offset in the span that was read.</param>
internal readonly record struct JsonProblem(int At, string Reason)
{
    /// <summary>Converts the reader's exception, which gives a line and a byte within it, to an offset.</summary>
    public static JsonProblem Of(JsonException exception, ReadOnlySpan<byte> span, ParseBudget budget)
    {
        var at = 0;
        for (var line = exception.LineNumber ?? 0; line > 0 && span[at..].IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            at += end + 1;
        }
        at = (int)Math.Min(span.Length, at + (exception.BytePositionInLine ?? 0));
        // Only the message of the reader's exception tells depth from syntax.
        if (exception.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return new(at, $"the value is nested deeper than {budget.MaxDepth} (MaxDepth)");
        }
        return new(at, $"not valid JSON: {JsonWords.Of(exception.Message) ?? "it is not as JSON is written"}");
    }
}
