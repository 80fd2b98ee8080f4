using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Strata.Ledger;

/// <summary>
/// The stored form of a snapshot's winning keys: <c>{"s":[stamp…],"f":{field: stamp index | [[element, stamp index, place]…]}}</c>.
/// Values stand in the snapshot's fields; only a clearing null has none.
/// </summary>
internal static class SnapshotCodec
{
    public static string Write(Snapshot snapshot)
    {
        var stamps = new List<Stamp>();
        var fields = new StringBuilder();
        foreach (var (name, state) in snapshot.Fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            fields.Append(fields.Length == 0 ? "" : ",").Append(JsonText.String(name)).Append(':');
            if (state.Items is null)
            {
                fields.Append(Index(stamps, state.Stamp));
                continue;
            }
            fields.Append('[');
            for (var i = 0; i < state.Items.Count; i++)
            {
                var item = state.Items[i];
                fields.Append(i == 0 ? "[" : ",[").Append(item.Json);
                fields.Append(CultureInfo.InvariantCulture, $",{Index(stamps, item.First)},{item.Place}]");
            }
            fields.Append(']');
        }
        var text = new StringBuilder(fields.Length + (stamps.Count * 100)).Append("{\"s\":[");
        for (var i = 0; i < stamps.Count; i++)
        {
            var s = stamps[i];
            text.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "" : ",")}[{s.Seq},{(int)s.Class},{s.Priority},{s.Specificity:R},{s.ObservedAt},\"{s.TieBreak}\"]"
            );
        }
        return text.Append("],\"f\":{").Append(fields).Append("}}").ToString();
    }

    public static Snapshot Read(string winners, FieldList values)
    {
        var bytes = Encoding.UTF8.GetBytes(winners);
        var reader = new Utf8JsonReader(bytes);
        var stamps = new List<Stamp>(4);
        var fields = new Dictionary<string, FieldState>(StringComparer.Ordinal);
        reader.Read();
        reader.Read();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            stamps.Add(ReadStamp(ref reader));
        }
        reader.Read();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number)
            {
                fields[name] = new FieldState { Stamp = stamps[reader.GetInt32()], Json = values[name] ?? JsonText.Null };
                continue;
            }
            var items = new List<UnionItem>();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                var json = Encoding.UTF8.GetString(bytes, start, (int)reader.BytesConsumed - start);
                reader.Read();
                var first = stamps[reader.GetInt32()];
                reader.Read();
                items.Add(new UnionItem(json, first, reader.GetInt32()));
                reader.Read();
            }
            fields[name] = new FieldState
            {
                Stamp = items.Count > 0 ? items[0].First : throw new InvalidDataException($"The union of '{name}' is empty."),
                Json = values[name] ?? "[]",
                Items = items,
            };
        }
        return new Snapshot(fields);
    }

    private static Stamp ReadStamp(ref Utf8JsonReader reader)
    {
        reader.Read();
        var seq = reader.GetInt64();
        reader.Read();
        var kind = (ObservationClass)reader.GetInt32();
        reader.Read();
        var priority = reader.GetInt32();
        reader.Read();
        var specificity = reader.GetDouble();
        reader.Read();
        var observedAt = reader.GetInt64();
        reader.Read();
        var tie = reader.GetString() ?? "";
        reader.Read();
        return new Stamp(seq, kind, priority, specificity, observedAt, tie);
    }

    private static int Index(List<Stamp> stamps, Stamp stamp)
    {
        var at = stamps.FindIndex(s => s.Seq == stamp.Seq);
        if (at < 0)
        {
            at = stamps.Count;
            stamps.Add(stamp);
        }
        return at;
    }
}
