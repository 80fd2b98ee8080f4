using Strata.Interpretation.Values;

namespace Strata.Interpretation.Records;

/// <summary>Whether some amount of a table has a sign, or something else says which way it goes. If nothing does, all of them may be of either side.</summary>
internal sealed class UnsignedAmounts
{
    private const int Least = 2;

    private string? name;
    private bool isSaid;
    private int count;

    /// <param name="isSaid">Whether a heading or a column says which way the amount goes.</param>
    public void Add(Finding finding, bool isSaid)
    {
        foreach (var field in finding.Fields)
        {
            var declared = finding.Schema.Fields[field.Name];
            this.isSaid |= declared.CountsAs is not null && field.Json != "0";
            if (declared.Signed && field.Json != "0" && !isSaid)
            {
                this.isSaid |= field.Json[0] == '-' || AmountSide.HasSign(field.Raw);
                (name, count) = (field.Name, count + 1);
            }
        }
    }

    /// <summary>Null where nothing is to be said.</summary>
    public string? Remark =>
        !isSaid && count >= Least
            ? $"'{name}': none of the amounts has a sign, and nothing says which are money out: all are taken as money in"
            : null;
}
