using System.Buffers.Binary;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// The order of a listing and an entity's place in it: by creation, last change or a field. Entities without a value come last in both
/// directions.
/// </summary>
internal sealed class ListOrder
{
    /// <summary>Stands in for the key of a missing value; greater than all keys.</summary>
    public static readonly byte[] Missing = [0xFF];

    public const string Created = "created";
    private const string Updated = "updated";

    private readonly FieldKind _kind;

    private ListOrder(string name, bool descending, long? fieldNo, FieldKind kind)
    {
        Name = name;
        Descending = descending;
        FieldNo = fieldNo;
        _kind = kind;
    }

    public static ListOrder Creation { get; } = new(Created, descending: false, null, FieldKind.Any);

    public string Name { get; }

    public bool Descending { get; }

    public bool IsByCreation => Name is Created;

    public bool IsByChange => Name is Updated;

    public bool IsByField => Name is not (Created or Updated);

    /// <summary>Field number in the value index; null if the field is not indexed.</summary>
    public long? FieldNo { get; }

    /// <exception cref="StrataException">INVALID_CONTENT: a field without an entity type, or one that the type doesn't have.</exception>
    public static ListOrder Of(EntityQuery query, SchemaSet schemas)
    {
        var name = query.Sort ?? Created;
        var descending = name.StartsWith('-');
        name = name.TrimStart('-');
        if (name is Created or Updated)
        {
            return new ListOrder(name, descending, null, FieldKind.Any);
        }
        if (query.EntityType is not { } type)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Sorting by a field requires an entity type.");
        }
        var schema = schemas.Get(type);
        FilterTerm.RequireField(schema, name);
        return new ListOrder(name, descending, schemas.FieldNo(type, name), FilterTerm.Kind(schema, name));
    }

    public byte[] Key(EntityRecord record) =>
        IsByCreation ? []
        : IsByChange ? SeqKey(record.Seq)
        : FieldKey(FieldList.Parse(record.Fields)[Name]);

    /// <summary>Returns the sort key of a listed view.</summary>
    public byte[] Key(EntityView view) =>
        IsByCreation ? []
        : IsByChange ? SeqKey(view.Seq)
        : FieldKey(view.Fields.TryGetValue(Name, out var value) ? CanonicalJson.Of(value) : null);

    public int Compare((byte[] Key, long No) a, (byte[] Key, long No) b)
    {
        var (without, others) = (IsMissing(a.Key), IsMissing(b.Key));
        return without || others
            ? without && others
                ? a.No.CompareTo(b.No)
                : without.CompareTo(others)
            : Descending
                ? Forward(b, a)
                : Forward(a, b);
    }

    public static bool IsMissing(byte[] key) => key.AsSpan().SequenceEqual(Missing);

    public string Cursor(byte[] key, long no) => IsByCreation ? CreationCursor(no) : Paging.Write(key, no);

    public static string CreationCursor(long no) => no.ToString(CultureInfo.InvariantCulture);

    /// <summary>Parses a cursor into a place; null if there is no cursor.</summary>
    public (byte[] Key, long No)? Place(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }
        if (IsByCreation)
        {
            return ([], Paging.Number(cursor));
        }
        var place = Paging.Read(cursor);
        return IsByChange && place.Key.Length != sizeof(long) ? throw Paging.Refused() : place;
    }

    public static byte[] SeqKey(long seq)
    {
        var key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, seq);
        return key;
    }

    public static long Seq(byte[] key) => BinaryPrimitives.ReadInt64BigEndian(key);

    /// <summary>Returns the key of the value that sorts first in this order, so that an entity has one place.</summary>
    /// <param name="json">The field's canonical JSON; null: absent.</param>
    public byte[] FieldKey(string? json)
    {
        if (json is null)
        {
            return Missing;
        }
        var keys = new List<(long FieldNo, byte[] Value)>(1);
        ValueKey.Add(keys, 0, _kind, json);
        byte[]? first = null;
        foreach (var (_, key) in keys)
        {
            if (
                !ValueKey.IsMore(key)
                && (first is null || key.AsSpan().SequenceCompareTo(first) is var order && (Descending ? order > 0 : order < 0))
            )
            {
                first = key;
            }
        }
        return first ?? Missing;
    }

    private static int Forward((byte[] Key, long No) a, (byte[] Key, long No) b)
    {
        var order = a.Key.AsSpan().SequenceCompareTo(b.Key);
        return order != 0 ? order : a.No.CompareTo(b.No);
    }
}
