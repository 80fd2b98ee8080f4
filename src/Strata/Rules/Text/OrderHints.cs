using System.Text.RegularExpressions;
using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>Finds the order named in a sentence: <c>as per your order no. 77/2026</c>.</summary>
internal sealed class OrderHints(InterpretedText source)
{
    private const int MaxLines = 2000;
    private const int MaxFound = 32;
    private const int MaxLine = 400;

    private static readonly Regex Order = new(
        @"\b(as per|per|according to|against|with reference to|laut|lt\.|gemäß|gem\.|zu|suivant|selon|suite à|según|secondo|come da|rif\.|conforme|volgens|conform|zgodnie z|dle|podle|podľa|enligt|ifølge|iht\.|po|prema)"
            + @" (your |the |ihrer |ihre |ihrem |unserer |der |votre |su |vostro |vs\. |vuestro |o seu |a sua |uw |er |ert |din |deres |vaší |vašej |państwa )?"
            + @"(purchase order|order|bestellung|ihrem auftrag|ihren auftrag|commande|bon de commande|pedido|ordine|encomenda|bestelling|zamówieniem|objednávky|comenzii|beställning|ordre|bestilling|narudžbi|naročilu)"
            + @" ((no|nr|n[º°]|n\.º|č|br|št|number|nummer|numer|numero|número|numéro|číslo)[.:]? ?|# ?|№ ?)?(?<code>[a-z0-9]([a-z0-9./_-]*[a-z0-9])?)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    );

    private readonly List<FoundShape> _found = [];
    private int _lines;

    /// <summary>The order's number; null if there is none or they differ.</summary>
    public FoundShape? Only => _found.Count > 0 && _found.TrueForAll(other => other.Raw == _found[0].Raw) ? _found[0] : null;

    public void Add(in TextLine line)
    {
        if (
            _lines++ < MaxLines
            && line.Text.Length <= MaxLine
            && _found.Count < MaxFound
            && line.Text.AsSpan().ContainsAnyInRange('0', '9')
            && Order.Match(line.Text).Groups["code"] is { Success: true } code
            && code.ValueSpan.ContainsAnyInRange('0', '9')
        )
        {
            var (raw, range) = source.Part(line.Text, line.Range, code.Index, code.Length);
            _found.Add(new(raw, range, line.Block.Index));
        }
    }
}
