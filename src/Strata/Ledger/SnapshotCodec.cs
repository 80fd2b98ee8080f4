namespace Strata.Ledger;

/// <summary>
/// The stored form of a snapshot's winning keys. First the stamps, as <see cref="PrecedenceCodec"/> writes them; then the few fields that
/// don't simply have their value from the first stamp: name, kind (won, cleared by a null, union, or doubtful), and the index of the stamp or
/// the elements of the union; for a doubtful value the reason too. The snapshot's fields hold the values.
/// </summary>
internal static class SnapshotCodec
{
    private const int Won = 0;
    private const int Cleared = 1;
    private const int Union = 2;
    private const int Doubtful = 3;

    public static byte[] Write(Snapshot snapshot)
    {
        var names = new List<string>(snapshot.Fields.Keys);
        names.Sort(StringComparer.Ordinal);
        var stamps = new List<Precedence>();
        var exceptions = new List<string>();
        foreach (var name in names)
        {
            var state = snapshot.Fields[name];
            foreach (var item in state.Items ?? [])
            {
                Index(stamps, item.First);
            }
            if (Index(stamps, state.Stamp) != 0 || state.Items is not null || state.Doubt is not null || IsNull(state))
            {
                exceptions.Add(name);
            }
        }
        var writer = new CompactWriter(stackalloc byte[256]);
        writer.Number(stamps.Count);
        foreach (var stamp in stamps)
        {
            PrecedenceCodec.Write(ref writer, stamp);
        }
        foreach (var name in exceptions)
        {
            var state = snapshot.Fields[name];
            writer.Text(name);
            if (state.Items is null)
            {
                writer.Number(
                    IsNull(state) ? Cleared
                    : state.Doubt is null ? Won
                    : Doubtful
                );
                writer.Number(Index(stamps, state.Stamp));
                if (state.Doubt is { } doubt && !IsNull(state))
                {
                    writer.Text(doubt);
                }
                continue;
            }
            writer.Number(Union);
            writer.Number(state.Items.Count);
            foreach (var item in state.Items)
            {
                writer.Text(item.Json);
                writer.Number(Index(stamps, item.First));
                writer.Number(item.Place);
            }
        }
        return writer.ToArray();
    }

    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the database is damaged.</exception>
    public static Snapshot Read(ReadOnlySpan<byte> winners, FieldList values)
    {
        try
        {
            return Decoded(winners, values);
        }
        catch (Exception e) when (MissingRow.IsDamage(e))
        {
            throw MissingRow.Damaged("a snapshot", e);
        }
    }

    private static Snapshot Decoded(ReadOnlySpan<byte> winners, FieldList values)
    {
        var reader = new CompactReader(winners);
        var count = reader.Number();
        var stamps = new Precedence[
            count >= 0 && count <= winners.Length ? count : throw new InvalidDataException("It has fewer bytes than stamps.")
        ];
        for (var i = 0; i < stamps.Length; i++)
        {
            stamps[i] = PrecedenceCodec.Read(ref reader);
        }
        var fields = new Dictionary<string, FieldState>(values.Count, StringComparer.Ordinal);
        foreach (var (name, json) in values.Span)
        {
            fields[name] = new FieldState { Stamp = stamps[0], Json = json };
        }
        while (!reader.AtEnd)
        {
            var name = reader.Text();
            var kind = reader.Number();
            if (kind != Union)
            {
                var json = kind == Cleared ? JsonText.Null : values[name];
                fields[name] = new FieldState
                {
                    Stamp = stamps[reader.Number()],
                    Json = json ?? throw NoValue(name),
                    Doubt = kind == Doubtful ? reader.Text() : null,
                };
                continue;
            }
            var items = new List<UnionItem>();
            for (var left = reader.Number(); left > 0; left--)
            {
                items.Add(new UnionItem(reader.Text(), stamps[reader.Number()], (int)reader.Number()));
            }
            fields[name] = new FieldState
            {
                Stamp = items.Count > 0 ? items[0].First : throw new InvalidDataException($"The union of '{name}' is empty."),
                Json = values[name] ?? throw NoValue(name),
                Items = items,
            };
        }
        return new Snapshot(fields);
    }

    /// <summary>Whether the value of a field, or of any, is doubtful; reads no more of the snapshot than that takes.</summary>
    /// <param name="field">UTF-8; empty: any.</param>
    public static bool IsDoubtful(ReadOnlySpan<byte> winners, ReadOnlySpan<byte> field)
    {
        var reader = new CompactReader(winners);
        for (var left = reader.Number(); left > 0; left--)
        {
            PrecedenceCodec.Skip(ref reader);
        }
        while (!reader.AtEnd)
        {
            var name = reader.Bytes((int)reader.Number());
            switch (reader.Number())
            {
                case Union:
                    for (var items = reader.Number(); items > 0; items--)
                    {
                        reader.Bytes((int)reader.Number());
                        reader.Number();
                        reader.Number();
                    }
                    break;
                case Doubtful:
                    if (field.IsEmpty || name.SequenceEqual(field))
                    {
                        return true;
                    }
                    reader.Number();
                    reader.Bytes((int)reader.Number());
                    break;
                default:
                    reader.Number();
                    break;
            }
        }
        return false;
    }

    private static bool IsNull(FieldState state) => string.Equals(state.Json, JsonText.Null, StringComparison.Ordinal);

    private static InvalidDataException NoValue(string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"A stamp is kept for '{name}', but no value."));

    private static int Index(List<Precedence> stamps, Precedence stamp)
    {
        for (var i = 0; i < stamps.Count; i++)
        {
            if (stamps[i].Seq == stamp.Seq)
            {
                return i;
            }
        }
        stamps.Add(stamp);
        return stamps.Count - 1;
    }
}
