using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Strata.Parsing.Mail;

/// <summary>
/// Finds the beginning of an answered or forwarded mail that Outlook and others include without quote marks: a dashed rule that says so, or
/// header names (from, sent, to, subject) on consecutive lines.
/// </summary>
internal static partial class MailReply
{
    private const int HeaderLines = 8;
    private const int MaxLine = 300;

    private static readonly FrozenSet<string> From = Names(
        "From|Von|De|Da|Van|Fra|Från|Od|Lähettäjä|От|Kimden|Feladó|发件人|寄件者|差出人|보낸 사람"
    );
    private static readonly FrozenSet<string> Sent = Names(
        "Sent|Date|Gesendet|Datum|Envoyé|Enviado|Enviado el|Enviado em|Fecha|Data|Inviato|Verzonden|Sendt|Dato|Skickat|Wysłano|Odesláno|Lähetetty|Päivämäärä|Отправлено|Дата|Gönderildi|Tarih|Elküldve|发送时间|日期|寄件日期|送信日時|日付|보낸 날짜"
    );
    private static readonly FrozenSet<string> To = Names(
        "To|An|À|A|Para|Aan|Til|Till|Do|Komu|Vastaanottaja|Кому|Kime|Címzett|收件人|收件者|宛先|받는 사람"
    );
    private static readonly FrozenSet<string> Subject = Names(
        "Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Emne|Ämne|Temat|Předmět|Aihe|Тема|Konu|Tárgy|主题|主旨|件名|제목"
    );

    /// <param name="line">Returns a line by its index; null if its quote depth differs.</param>
    /// <returns>Last line of the mail's header, else the line of the rule. Null if no mail begins here.</returns>
    public static int? BeginsAt(int at, int count, Func<int, string?> line)
    {
        var first = line(at) ?? "";
        if (first.Length > MaxLine)
        {
            return null;
        }
        var isRule = first.StartsWith("--", StringComparison.Ordinal) && Rule().IsMatch(first);
        var begin = at;
        while (isRule && ++begin < count && string.IsNullOrWhiteSpace(line(begin)) && begin < at + HeaderLines)
        {
            // The header follows the rule, perhaps after empty lines.
        }
        return Header(begin, count, line, isSaid: isRule) ?? (isRule ? at : null);
    }

    /// <param name="isSaid">
    /// Whether a rule announces the mail. Without one, a subject or an address is required: tickets and leave requests also have "From",
    /// "To" and "Date" lines.
    /// </param>
    private static int? Header(int at, int count, Func<int, string?> line, bool isSaid)
    {
        if (at >= count || !From.Contains(NameOf(line(at))))
        {
            return null;
        }
        var (hasSent, others, last) = (false, 0, at);
        var isMail = isSaid || HasAddress(line(at));
        for (var i = at + 1; i < Math.Min(count, at + HeaderLines) && !string.IsNullOrWhiteSpace(line(i)); i++)
        {
            var name = NameOf(line(i));
            hasSent |= Sent.Contains(name);
            var isTo = To.Contains(name);
            var isSubject = Subject.Contains(name);
            others += isTo || isSubject ? 1 : 0;
            isMail |= isSubject || (isTo && HasAddress(line(i)));
            last = name.Length > 0 ? i : last;
        }
        return hasSent && others > 0 && isMail ? last : null;
    }

    private static bool HasAddress(string? line) => line is not null && line.Contains('@', StringComparison.Ordinal);

    /// <summary>Returns the name before the colon, without bold marks.</summary>
    private static string NameOf(string? line)
    {
        const int LongestName = 24;
        var text = (line ?? "").AsSpan().TrimStart(" \t*_");
        var colon = text.IndexOfAny(':', '：');
        return colon is > 0 and < LongestName ? text[..colon].Trim(" \u00A0*_").ToString() : "";
    }

    private static FrozenSet<string> Names(string names) => names.Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(
        @"^-{2,}\s*(Original Message|Original Appointment|Forwarded message|Ursprüngliche Nachricht|Originalnachricht|Weitergeleitete Nachricht|Message d['’]origine|Message original|Message transféré|Mensaje original|Mensaje reenviado|Mensagem original|Mensagem encaminhada|Messaggio originale|Messaggio inoltrato|Oorspronkelijk bericht|Doorgestuurd bericht|Oprindelig meddelelse|Opprinnelig melding|Ursprungligt meddelande|Wiadomość oryginalna|Původní zpráva|Alkuperäinen viesti|Исходное сообщение|Пересланное сообщение|Orijinal İleti|Eredeti üzenet|原始邮件|原始郵件|転送されたメッセージ|元のメッセージ|원본 메시지)\s*-{2,}\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Rule();
}
