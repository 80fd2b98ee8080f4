using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Records;

/// <summary>Notices tables whose amounts have no sign and no other direction: all of them may be of either side.</summary>
internal sealed class UnsignedAmounts
{
    private const int Min = 2;

    private string? _name;
    private bool _isSaid;
    private int _count;

    /// <param name="isSaid">Whether a heading or column gives the direction.</param>
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

    /// <summary>Null if there is nothing to remark.</summary>
    public string? Remark =>
        !_isSaid && _count >= Min
            ? $"'{_name}': none of the amounts has a sign, and nothing says which are money out: all are taken as money in"
            : null;
}
