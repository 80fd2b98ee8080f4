using System.Text.Json.Serialization;

namespace Strata.Foundation.Json;

/// <summary>Reads ISO-8601 dates and times, UTC without an offset; refuses others with the value given and an example.</summary>
internal sealed class MomentConverter : JsonConverter<DateTimeOffset>
{
    private const int MaxShown = 60;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("a time is written as text, such as \"2026-03-01T12:00:00Z\".");
        }
        if (reader.TryGetDateTime(out var local) && local.Kind == DateTimeKind.Unspecified)
        {
            return new DateTimeOffset(local, TimeSpan.Zero);
        }
        if (reader.TryGetDateTimeOffset(out var time))
        {
            return time;
        }
        var given = reader.GetString() ?? "";
        throw new JsonException(
            $"'{(given.Length > MaxShown ? given[..MaxShown] + "…" : given)}' is not a time, such as 2026-03-01 or 2026-03-01T12:00:00Z."
        );
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
