using System.Buffers;
using System.Text.Encodings.Web;
using Strata.Database;

namespace Strata.Backup;

/// <summary>Rows as lines: JSON arrays of numbers, strings and nulls; bytes in base64.</summary>
internal static class RowText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static void WriteHeader(ArrayBufferWriter<byte> to, IReadOnlyList<BulkColumn> columns) =>
        Write(to, [.. columns.Select(c => c.Name)]);

    public static void Write(ArrayBufferWriter<byte> to, object?[] row)
    {
        using (var writer = new Utf8JsonWriter(to, Options))
        {
            writer.WriteStartArray();
            foreach (var value in row)
            {
                switch (value)
                {
                    case null:
                        writer.WriteNullValue();
                        break;
                    case long n:
                        writer.WriteNumberValue(n);
                        break;
                    case double d:
                        writer.WriteNumberValue(d);
                        break;
                    case string s:
                        writer.WriteStringValue(s);
                        break;
                    case byte[] bytes:
                        writer.WriteBase64StringValue(bytes);
                        break;
                    default:
                        throw new InvalidOperationException($"A row does not hold {value.GetType().Name}.");
                }
            }
            writer.WriteEndArray();
        }
        to.Write("\n"u8);
    }

    /// <exception cref="JsonException">The line is no row of these columns.</exception>
    public static object?[] Read(ReadOnlySpan<byte> line, IReadOnlyList<BulkColumn> columns)
    {
        var reader = new Utf8JsonReader(line);
        var row = new object?[columns.Count];
        Want(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        for (var i = 0; i < row.Length; i++)
        {
            Want(reader.Read());
            row[i] = Value(ref reader, columns[i].Type);
        }
        Want(reader.Read() && reader.TokenType == JsonTokenType.EndArray && !reader.Read());
        return row;
    }

    /// <exception cref="JsonException">The line is no list of names.</exception>
    public static IReadOnlyList<string> ReadHeader(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var names = new List<string>();
        Want(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            names.Add(reader.GetString() ?? "");
        }
        Want(reader.TokenType == JsonTokenType.EndArray);
        return names;
    }

    private static object? Value(ref Utf8JsonReader reader, BulkType type)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }
        if (type is BulkType.Integer or BulkType.Real)
        {
            Want(reader.TokenType == JsonTokenType.Number);
            // Boxed separately: their common type is double.
            return type == BulkType.Real ? (object)Real(ref reader) : Integer(ref reader);
        }
        Want(reader.TokenType == JsonTokenType.String);
        return type == BulkType.Text ? Text(ref reader)
            : reader.TryGetBytesFromBase64(out var bytes) ? bytes
            : throw new JsonException("A value is not base64.");
    }

    private static long Integer(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var n) ? n : throw new JsonException("A number is no integer.");

    private static double Real(ref Utf8JsonReader reader) =>
        reader.TryGetDouble(out var d) && double.IsFinite(d) ? d : throw new JsonException("A number is out of range.");

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException e) // not UTF-8
        {
            throw new JsonException(e.Message, e);
        }
    }

    private static void Want(bool ok)
    {
        if (!ok)
        {
            throw new JsonException("A line is not a row of its table.");
        }
    }
}
