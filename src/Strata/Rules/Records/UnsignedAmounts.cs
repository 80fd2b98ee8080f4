using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Records;

/// <summary>
/// Whether some amount of a table has a sign, or something else says which way it goes. If nothing does, all of them may be of either side.
/// </summary>
internal sealed class UnsignedAmounts
{
    private const int Min = 2;

    private string? _name;
    private bool _isSaid;
    private int _count;

    /// <param name="isSaid">Whether a heading or a column says which way the amount goes.</param>
    public void Add(Finding finding, bool isSaid)
    {
        foreach (var field in finding.Fields)
        {
            var declared = finding.Schema.Fields[field.Name];
            _isSaid |= declared.CountsAs is not null && field.Json != "0";
            if (declared.Signed && field.Json != "0" && !isSaid)
            {
                _isSaid |= field.Json[0] == '-' || AmountSide.HasSign(field.Raw);
                (_name, _count) = (field.Name, _count + 1);
            }
        }
    }

    /// <summary>Null where nothing is to be said.</summary>
    public string? Remark =>
        !_isSaid && _count >= Min
            ? $"'{_name}': none of the amounts has a sign, and nothing says which are money out: all are taken as money in"
            : null;
}
