namespace Strata.Testing.LabelledSets.Questions;

/// <summary>One note, record, mail or text file of the question set.</summary>
/// <param name="Type">Entity type of a note or record; null for a file.</param>
/// <param name="File">File name of a mail or text.</param>
public sealed record QuestionDocument(
    string Id,
    string? Type = null,
    IReadOnlyDictionary<string, JsonElement>? Fields = null,
    string? File = null,
    string? Text = null,
    QuestionMail? Mail = null
)
{
    /// <summary>The file's content; null for a record.</summary>
    public string? Content => Mail?.Content(Id) ?? Text;

    /// <summary>All that a person could have read in it: the values, without type and labels; the file's name and its text.</summary>
    public string Words
    {
        get
        {
            var text = new StringBuilder();
            foreach (var value in Fields?.Values ?? [])
            {
                Append(text, value, names: false);
            }
            return text.Append(' ').Append(File).Append(' ').Append(Mail?.Words ?? Text).ToString();
        }
    }

    /// <summary>Everything, with the type and the names of fields.</summary>
    public string Labelled
    {
        get
        {
            var text = new StringBuilder(Type);
            foreach (var (name, value) in Fields ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
            {
                Append(text.Append(' ').Append(name), value, names: true);
            }
            return text.Append(' ').Append(File).Append(' ').Append(Mail?.Words ?? Text).ToString();
        }
    }

    private static void Append(StringBuilder text, JsonElement value, bool names)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    Append(names ? text.Append(' ').Append(property.Name) : text, property.Value, names);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Append(text, item, names);
                }
                break;
            default:
                text.Append(' ').Append(value.ToString());
                break;
        }
    }
}

/// <param name="From">As in the header: name and address.</param>
/// <param name="Date">Year, month and day.</param>
public sealed record QuestionMail(string From, string To, string Date, string Subject, string Text)
{
    public string Words => $"{From} {To} {Date} {Subject}\n{Text}";

    /// <summary>As a mail program saves it; header values are UTF-8 (RFC 6532).</summary>
    public string Content(string id) =>
        string.Join(
            "\r\n",
            "From: " + From,
            "To: " + To,
            "Subject: " + Subject,
            "Date: "
                + DateTime
                    .ParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                    .AddHours(9)
                    .ToString("r", CultureInfo.InvariantCulture),
            $"Message-ID: <{id}@post.example>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
            "",
            Text.ReplaceLineEndings("\r\n"),
            ""
        );
}
