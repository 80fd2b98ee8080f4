using Strata.Indexing;

namespace Strata.Aggregates;

/// <summary>Adds entities to the groups of a sum, one after another.</summary>
internal sealed class Summing
{
    private readonly SumPlan _plan;
    private readonly SumGroups _groups;
    private readonly int _slot;
    private readonly string? _part;
    private readonly int[] _slots;
    private readonly string?[] _parts;
    private readonly int[] _codes;
    private readonly List<int>[] _many;
    private readonly int _outer;

    /// <param name="slotOf">Gives the place of a field among those that are scanned.</param>
    public Summing(SumPlan plan, Func<string, int> slotOf)
    {
        (_plan, _groups) = (plan, new SumGroups());
        (_slot, _part) = Place(plan.Field);
        var places = plan.Dimensions.Select(d => Place(d.IsType ? null : d.Field)).ToList();
        _slots = [.. places.Select(p => p.Slot)];
        _parts = [.. places.Select(p => p.Part)];
        _codes = new int[_slots.Length];
        _many = [.. _slots.Select(_ => new List<int>())];
        _outer = plan.IsCurrencyBeside ? _slots.Length - 1 : _slots.Length;

        (int Slot, string? Part) Place(string? name)
        {
            if (name is null || plan.Schema is not { } schema)
            {
                return (-1, null);
            }
            var (field, part) = FieldPath.Split(schema, name);
            return (slotOf(field), part);
        }
    }

    /// <summary>Whether a field that was summed or grouped by had several values in an entity.</summary>
    public bool HadSeveral { get; private set; }

    public void Add(ScannedRow row)
    {
        var no = _groups.Entities++;
        var isDoubtful = row.IsDoubtful;
        var several = false;
        for (var i = 0; i < _outer; i++)
        {
            var dimension = _plan.Dimensions[i];
            if (_slots[i] < 0)
            {
                _codes[i] = dimension.Code(JsonText.String(row.EntityType));
                continue;
            }
            var value = row.Value(_slots[i]);
            if (_parts[i] is null && (value.IsEmpty || value[0] is not ((byte)'[' or (byte)'{')))
            {
                _codes[i] = dimension.Code(value);
                continue;
            }
            several |= Codes(dimension, value, _parts[i], _many[i]);
            _codes[i] = _many[i][0];
        }
        if (!several && _outer == _codes.Length)
        {
            Count(row, no, isDoubtful);
            return;
        }
        HadSeveral |= several;
        Each(0, row, no, isDoubtful);
    }

    /// <summary>What it has summed.</summary>
    public SumGroups Groups => _groups;

    public SumPlan Plan => _plan;

    /// <summary>Adds what another has summed of other entities by the same plan.</summary>
    public void Merge(Summing other)
    {
        HadSeveral |= other.HadSeveral;
        _groups.Merge(other._groups, _plan.Dimensions, other._plan.Dimensions, _plan.Currency is null ? 0 : 1);
    }

    /// <summary>Adds the entity to the group of each combination of its values.</summary>
    private void Each(int dimension, ScannedRow row, long no, bool isDoubtful)
    {
        if (dimension == _outer)
        {
            Count(row, no, isDoubtful);
            return;
        }
        if (_slots[dimension] < 0 || _many[dimension].Count <= 1)
        {
            Each(dimension + 1, row, no, isDoubtful);
            return;
        }
        foreach (var code in _many[dimension])
        {
            _codes[dimension] = code;
            Each(dimension + 1, row, no, isDoubtful);
        }
        _codes[dimension] = _many[dimension][0];
    }

    private void Count(ScannedRow row, long no, bool isDoubtful)
    {
        if (_plan.Field is null)
        {
            _groups.Of(_codes).Add(no, isDoubtful, isMissing: false);
            _groups.Total(0).Add(no, isDoubtful, isMissing: false);
            return;
        }
        var value = row.Value(_slot);
        if (_part is null && IsNumber(value))
        {
            var (group, total) = (_groups.Of(_codes), Total());
            group.Add(no, isDoubtful, isMissing: false);
            group.Sum.Add(value);
            if (_last != no)
            {
                total.Add(no, isDoubtful, isMissing: false);
                total.Sum.Add(value);
                _last = no;
            }
            return;
        }
        Numbers(value, no, isDoubtful);
    }

    /// <summary>The entity that the totals have, though it be in several groups.</summary>
    private long _last = -1;

    private Tally Total() => _groups.Total(_plan.Currency is null ? 0 : _codes[^1]);

    /// <summary>Adds the numbers of an array, or of the members of its objects, each with its own currency if they have one.</summary>
    private void Numbers(ReadOnlySpan<byte> value, long no, bool isDoubtful)
    {
        var numbers = new List<(byte[] Json, int Currency)>();
        foreach (var element in value.IsEmpty ? [] : JsonArrays.Elements(Encoding.UTF8.GetString(value)))
        {
            if (_part is null)
            {
                Take(element, 0);
            }
            else if (element[0] == '{' && FieldList.Parse(element) is var fields && FieldPath.Value(fields, _part) is { } found)
            {
                var currency = _outer < _codes.Length && _parts[^1] is { } beside ? FieldPath.Value(fields, beside) : null;
                foreach (var number in JsonArrays.Elements(found))
                {
                    Take(number, currency is null ? 0 : _plan.Dimensions[^1].Code(Encoding.UTF8.GetBytes(currency)));
                }
            }
        }
        HadSeveral |= numbers.Count > 1;
        var isNew = _last != no;
        _last = no;
        if (numbers.Count == 0)
        {
            if (_outer < _codes.Length)
            {
                _codes[^1] = 0;
            }
            _groups.Of(_codes).Add(no, isDoubtful, isMissing: true);
            if (isNew)
            {
                Total().Add(no, isDoubtful, isMissing: true);
            }
        }
        foreach (var (json, currency) in numbers)
        {
            if (_outer < _codes.Length)
            {
                _codes[^1] = currency;
            }
            var group = _groups.Of(_codes);
            group.Add(no, isDoubtful, isMissing: false);
            group.Sum.Add(json);
            if (isNew)
            {
                Total().Add(no, isDoubtful, isMissing: false);
                Total().Sum.Add(json);
            }
        }

        void Take(string json, int currency)
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            if (IsNumber(bytes))
            {
                numbers.Add((bytes, currency));
            }
        }
    }

    /// <summary>Collects the codes of all values, each once; true if there are several.</summary>
    private static bool Codes(Dimension dimension, ReadOnlySpan<byte> value, string? part, List<int> codes)
    {
        codes.Clear();
        var json = value.IsEmpty ? null : Encoding.UTF8.GetString(value);
        if (part is not null && json is not null)
        {
            json = FieldPath.Member(json, part);
        }
        var seen = new HashSet<int>();
        foreach (var element in json is null ? [] : JsonArrays.Elements(json))
        {
            var code = dimension.Code(Encoding.UTF8.GetBytes(element));
            if (code != 0 && seen.Add(code))
            {
                codes.Add(code);
            }
        }
        if (codes.Count == 0)
        {
            codes.Add(0);
        }
        return codes.Count > 1;
    }

    private static bool IsNumber(ReadOnlySpan<byte> json) => !json.IsEmpty && json[0] is (byte)'-' or (>= (byte)'0' and <= (byte)'9');
}
