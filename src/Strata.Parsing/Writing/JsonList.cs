using System.Buffers;

namespace Strata.Parsing.Writing;

/// <summary>
/// Writes lists as JSON arrays, as <see cref="JsonSerializer"/> does; that looks at types by reflection, which takes a process 20 ms when it
/// is first done.
/// </summary>
public static class JsonList
{
    public static string Text(IEnumerable<string> values) => Encoding.UTF8.GetString(Bytes(values));

    public static byte[] Bytes(IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Written(json =>
        {
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }
        });
    }

    public static byte[] Bytes(IEnumerable<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Written(json =>
        {
            foreach (var value in values)
            {
                json.WriteNumberValue(value);
            }
        });
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            write(json);
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
