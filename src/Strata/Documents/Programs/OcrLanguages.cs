using System.Text.RegularExpressions;

namespace Strata.Documents.Programs;

/// <summary>Languages for OCR: the requested ones, else the installed ones if few.</summary>
internal static partial class OcrLanguages
{
    /// <summary>Each further language costs time on every page and adds misread letters.</summary>
    private const int MaxByDefault = 4;
    private const string Default = "eng";

    private static readonly ProgramLimits Limits = new() { Time = TimeSpan.FromSeconds(30), Output = 1 << 20 };

    /// <summary>Checks Tesseract's names, joined by a plus: <c>deu+eng</c>, <c>chi_sim</c>.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT where it is written otherwise.</exception>
    public static string? Checked(string? asked) =>
        asked is null || Form().IsMatch(asked)
            ? asked
            : throw new StrataException(
                ErrorCode.InvalidContent,
                "'ocr_language' must be tesseract language names joined by '+', e.g. deu+eng or chi_sim."
            );

    /// <exception cref="StrataException">UNSUPPORTED_MEDIA_TYPE where a language is not installed: names the package.</exception>
    public static async Task<string> ChooseAsync(string? asked, string folder, CancellationToken ct)
    {
        using var printed = new MemoryStream();
        var end = await ProgramRunner.RunAsync(ExternalProgram.Tesseract, ["--list-langs"], folder, printed, Limits, ct);
        if (!end.Ok)
        {
            throw new StrataException(ErrorCode.InterpretationFailed, $"tesseract did not list its languages: {end.Reason}");
        }
        // Some versions print the list to standard error.
        var said = Encoding.UTF8.GetString(printed.ToArray()) is { Length: > 0 } list ? list : end.Complaint;
        return Choose(asked, Installed(said));
    }

    /// <param name="listed">A line about the folder, then one name per line.</param>
    internal static IReadOnlyList<string> Installed(string listed) =>
        [
            .. listed
                .Split('\n', StringSplitOptions.TrimEntries)
                .Skip(1)
                .Where(name => name is not ("osd" or "equ" or "snum") && Form().IsMatch(name)),
        ];

    internal static string Choose(string? asked, IReadOnlyList<string> installed)
    {
        if (asked is not null)
        {
            return asked.Split('+').FirstOrDefault(name => !installed.Contains(name, StringComparer.Ordinal)) is not { } missing
                ? asked
                : throw new StrataException(
                    ErrorCode.UnsupportedMediaType,
                    $"tesseract language '{missing}' is not installed; install the package tesseract-ocr-{missing.Replace('_', '-')}. Installed: {string.Join(", ", installed)}."
                );
        }
        return installed.Count > 0 && installed.Count <= MaxByDefault
                ? string.Join('+', installed.OrderBy(name => name != Default).ThenBy(name => name, StringComparer.Ordinal))
            : installed.Contains(Default, StringComparer.Ordinal) || installed.Count == 0 ? Default
            : installed[0];
    }

    [GeneratedRegex(
        @"^[A-Za-z]\w{1,30}(\+[A-Za-z]\w{1,30}){0,7}$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
