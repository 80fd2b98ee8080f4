using Strata.Entities;

namespace Strata.Aggregates;

/// <summary>The first ids in the order of a list, of entities that come in any order.</summary>
internal sealed class FirstIds
{
    private readonly ListOrder _order;
    private readonly int _most;
    private readonly int _slot;
    private readonly List<(byte[] Key, long No, string Id)> _ids = [];

    /// <param name="slotOf">Gives the place of a field in the rows.</param>
    public FirstIds(ListOrder order, int most, Func<string, int> slotOf)
    {
        (_order, _most) = (order, most);
        _slot = order.IsByField ? slotOf(order.Name) : -1;
    }

    public void Add(ScannedRow row) => Add((KeyOf(row), row.EntityNo, row.EntityId));

    public void Merge(FirstIds other) => other._ids.ForEach(Add);

    public IReadOnlyList<string> Ids()
    {
        Cut();
        return _ids.ConvertAll(i => i.Id);
    }

    private byte[] KeyOf(ScannedRow row) =>
        _order.IsByCreation ? []
        : _order.IsByChange ? ListOrder.SeqKey(row.Seq)
        : row.Value(_slot) is { IsEmpty: false } json ? _order.FieldKey(Encoding.UTF8.GetString(json))
        : ListOrder.Missing;

    private void Add((byte[] Key, long No, string Id) id)
    {
        _ids.Add(id);
        if (_ids.Count >= 2L * _most)
        {
            Cut();
        }
    }

    /// <summary>Sorts, and leaves out what can't be among the first.</summary>
    private void Cut()
    {
        _ids.Sort((a, b) => _order.Compare((a.Key, a.No), (b.Key, b.No)));
        if (_ids.Count > _most)
        {
            _ids.RemoveRange(_most, _ids.Count - _most);
        }
    }
}
