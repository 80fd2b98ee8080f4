using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Finds payment details in passing: the means beside a card's last digits (<c>Visa ending in 4242</c>), a line with only a means, the bank
/// code beside its name, and the day by which a sentence asks to pay.
/// </summary>
internal sealed class PaymentHints(InterpretedText source)
{
    private const int MaxFound = 32;
    private const int MaxLines = 2000;
    private const int MaxLine = 2000;

    /// <summary>Maximum distance of a request to pay before its date.</summary>
    private const int MaxRequestLength = 200;

    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex Card = new(
        @"\b(?<means>visa( debit| credit| electron)?|master ?card( debit| credit)?|maestro|amex|american express|discover|girocard|diners club|debit card|credit card|v pay|dankort|carte bleue)( card)?[ ,:|-]*"
            + @"((ending|ends|endend|endet|terminant|finissant|terminada|terminata|eindigend)( in| with| par| auf| en| op)? *|[*x#•·.∙]{2,}[ *x#•·.\d-]*?)\d{4}\b",
        Linear
    );

    private static readonly Regex Bank = new(
        @"\b(sort ?code|bsb|ifsc|routing|swift|bic|iban|bank|branch|a/c|wire transfer|transit no)\b",
        Linear
    );

    private static readonly Regex Bic = new(
        @"\b(BIC|SWIFT)([ /-]?(BIC|SWIFT|Code))?[ :]+(?<bic>[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?)\b",
        Linear & ~RegexOptions.IgnoreCase
    );

    // A word for paying, one for "until", then the date, with other words between them.
    private static readonly Regex Due = new(
        @"\b(pay|payment|payable|settle|remit|due|zahlen|zahlbar|zahlung|überweis\w*|begleich\w*|bezahlen|payer|payable|régler|règlement|verser|pagar|pago|abonar|pagare|pagamento|saldare|betalen|voldoen|overmaken|zapłac\w*|płatn\w*|betal\w*|indbetal\w*|maksa\w*|uhra\w*|zaplat\w*)\b"
            + @"([^.;!?]|i\.e\.){0,80}?\b(by|before|until|on or before|no later than|bis|bis zum|bis spätestens|spätestens|avant le|au plus tard le|jusqu'au|antes del|hasta el|entro il|entro|voor|vóór|uiterlijk|do dnia|do|até|até ao dia|senast|senest|innen|viimeistään|do)[ :]+(the |zum |den |le |el |il |am |dem )?$",
        Linear
    );

    // "… den offenen Betrag bis zum 02.10.2026 zu überweisen": the word for paying comes last.
    private static readonly Regex Until = new(
        @"\b(betrag|forderung|summe|rechnung|zahlung|bedrag|factuur|rekening)\b[^.;!?]{0,60}\b(bis|bis zum|bis spätestens( zum)?|spätestens( am| bis| bis zum)?|vóór|voor|uiterlijk( op)?)[ :]+(den |dem )?$",
        Linear
    );

    private static readonly Regex ToPay = new(
        @"^[^.;!?]{0,80}\b(zu (überweisen|begleichen|zahlen|bezahlen|entrichten|veranlassen)|einzuzahlen|zu überweisen|überweisen|begleichen|bezahlen|over te maken|te (voldoen|betalen|storten))\b",
        Linear
    );

    // "… wird am 18.06.2026 von Ihrem Konto abgebucht".
    private static readonly Regex Taken = new(
        @"^[^.;!?]{0,80}\b(abgebucht|eingezogen|abbuchen|einziehen|debited|collected|prélevée?s?|adeudad[oa]s?|addebitat[oaie]|afgeschreven|geïncasseerd)\b",
        Linear
    );

    private static readonly Regex Will = new(
        @"\b(wird|werden|will be|sera|seront|será|serán|sarà|saranno|wordt|worden)\b[^.;!?]{0,40}\b(am|on|le|el|il|op)( the| zum)? $",
        Linear
    );

    private readonly List<FoundShape> _cards = [];
    private readonly List<FoundShape> _alone = [];
    private readonly List<FoundShape> _bics = [];
    private readonly List<FoundShape> _due = [];
    private string _before = "";
    private int _lines;

    /// <summary>The means beside a card's last digits; null if there is none or they differ.</summary>
    public FoundShape? CardMeans => One(_cards);

    /// <summary>The last line with only a means of payment, if there are at most two: a long list names accepted means.</summary>
    public FoundShape? MeansAlone => _alone.Count is 1 or 2 ? _alone[^1] : null;

    public FoundShape? BankCode => One(_bics);

    /// <summary>The day by which a sentence asks to pay; null if there is none or they differ.</summary>
    public FoundShape? DueDay => One(_due);

    /// <summary>Whether the text mentions a bank, so that an account number is a bank's.</summary>
    public bool HasBank { get; private set; }

    public void Add(in TextLine line)
    {
        if (_lines++ >= MaxLines || line.Text.Length > MaxLine)
        {
            return;
        }
        var text = line.Text;
        HasBank = HasBank || Bank.IsMatch(text);
        var trimmed = text.AsSpan().Trim();
        if (PaymentMeans.Contains(trimmed) && !PaymentMeans.IsWord(trimmed))
        {
            Keep(_alone, line, text.Length - text.AsSpan().TrimStart().Length, trimmed.Length);
        }
        if (text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            if (Card.Match(text).Groups["means"] is { Success: true } means)
            {
                Keep(_cards, line, means.Index, means.Length);
            }
            // A sentence may begin in the line before.
            foreach (var (start, length) in ProseValues.DatesAt(text))
            {
                var request = start < MaxRequestLength ? $"{_before} {text[..start]}" : text[..start];
                if (
                    Due.IsMatch(request.AsSpan(Math.Max(0, request.Length - MaxRequestLength)))
                    || Taken.IsMatch(text.AsSpan(start + length)) && Will.IsMatch(request)
                    || ToPay.IsMatch(text.AsSpan(start + length))
                        && Until.IsMatch(request.AsSpan(Math.Max(0, request.Length - MaxRequestLength)))
                )
                {
                    Keep(_due, line, start, length);
                }
            }
        }
        if (Bic.Match(text).Groups["bic"] is { Success: true } bic)
        {
            Keep(_bics, line, bic.Index, bic.Length);
        }
        _before = text.Length > 0 && Segments.Of(line).Count == 1 ? text[^Math.Min(text.Length, MaxRequestLength)..] : "";
    }

    private static FoundShape? One(List<FoundShape> found) =>
        found.Count > 0 && found.TrueForAll(f => string.Equals(f.Raw, found[0].Raw, StringComparison.OrdinalIgnoreCase)) ? found[0] : null;

    private void Keep(List<FoundShape> found, in TextLine line, int start, int length)
    {
        if (found.Count < MaxFound)
        {
            var (raw, range) = source.Part(line.Text, line.Range, start, length);
            found.Add(new(raw, range, line.Block.Index));
        }
    }
}
