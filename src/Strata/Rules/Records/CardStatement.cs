using System.Text.RegularExpressions;

namespace Strata.Rules.Records;

/// <summary>Recognises credit card statements by what only they state: a minimum payment, or that they are one.</summary>
internal static class CardStatement
{
    private const int MaxLine = 80;

    private static readonly Regex Said = new(
        @"\b(minimum (payment|amount) due|minimum payment|credit card (statement|account)|kreditkarten(ab)?rechnung|mindest(rück)?zahlung(sbetrag)?|relevé de (votre )?carte|paiement minimum|versement minimum|"
            + @"extracto de (la )?tarjeta|estado de cuenta de tarjeta|pago mínimo|pagamento mínimo|fatura do cartão|estratto conto carta|rata minima|creditcard(overzicht|afschrift)|minimale aflossing|"
            + @"kreditkortsfaktura|lägsta belopp att betala|minimumsbeløp|kwota minimalna|minimalna kwota spłaty)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    /// <summary>Whether a line says so. Long lines only mention it.</summary>
    public static bool Is(string line) => line.Length <= MaxLine && Said.IsMatch(line);
}
