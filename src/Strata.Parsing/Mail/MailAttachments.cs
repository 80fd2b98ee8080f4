namespace Strata.Parsing.Mail;

/// <summary>Decides which parts of a mail become sources of their own: all that are not its text, in whatever form.</summary>
internal static class MailAttachments
{
    /// <param name="texts">The parts that are read as the mail's text.</param>
    /// <param name="prefix">Prefix of part numbers: the message's number in an mbox.</param>
    public static IEnumerable<SourceMember> Of(MimePart root, IReadOnlyList<MimePart> texts, Stream message, string prefix)
    {
        var read = texts.ToHashSet();
        return Leaves(root)
            .Where(part => !read.Contains(part) && part.Body.Length > 0 && !IsOtherForm(part))
            .Select(part => new SourceMember(
                prefix + part.Name,
                part.FileName ?? (part.Type.Value == "message/rfc822" ? "message.eml" : null),
                part.Type.Value,
                () => part.Open(message)
            ));
    }

    private static IEnumerable<MimePart> Leaves(MimePart part) => part.Parts.Count > 0 ? part.Parts.SelectMany(Leaves) : [part];

    /// <summary>Whether a part is an unchosen text form, not an attachment.</summary>
    private static bool IsOtherForm(MimePart part) => part.IsText || part.IsMultipart;
}
