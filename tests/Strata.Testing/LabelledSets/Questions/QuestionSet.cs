using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Strata.Testing.LabelledSets.Questions;

/// <summary>
/// Questions as people type them weeks later, and the papers of a few invented lives and small firms that answer them, among many that
/// don't. Written by hand: <c>answers.jsonl</c> and <c>questions-*.jsonl</c>. Sorted by the SHA-256 of their ids, the first half of the
/// questions is for tuning; the other stays untouched: nobody looks at what is missed there.
/// </summary>
public sealed class QuestionSet
{
    public const int Documents = 2_000;

    private const int Seed = 21;

    private QuestionSet(IReadOnlyList<QuestionDocument> answers, IReadOnlyList<Question> tuning, IReadOnlyList<Question> untouched)
    {
        Answers = answers;
        Tuning = tuning;
        Untouched = untouched;
        var others = OtherDocuments.Make(Documents - answers.Count, Seed, File.ReadAllText(PathOf("vocabulary.json")));
        All = [.. answers.Concat(others).OrderBy(d => Hash(d.Id), StringComparer.Ordinal)];
    }

    public IReadOnlyList<QuestionDocument> Answers { get; }

    /// <summary>The answers and 1,700 others that share people, firms and themes with them, mixed.</summary>
    public IReadOnlyList<QuestionDocument> All { get; }

    public IReadOnlyList<Question> Tuning { get; }

    /// <summary>Empty where the file was left out on purpose.</summary>
    public IReadOnlyList<Question> Untouched { get; }

    public static QuestionSet Read() =>
        new(
            Lines("answers.jsonl", QuestionShapes.Default.QuestionDocument),
            Lines("questions-tuning.jsonl", QuestionShapes.Default.Question),
            File.Exists(PathOf("questions-untouched.jsonl")) ? Lines("questions-untouched.jsonl", QuestionShapes.Default.Question) : []
        );

    /// <summary>By which the questions are sorted and split.</summary>
    public static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    private static List<T> Lines<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> shape)
        where T : class =>
        [
            .. File.ReadLines(PathOf(name))
                .Select(line =>
                    JsonSerializer.Deserialize(line, shape) ?? throw new InvalidOperationException($"{name} has an empty line.")
                ),
        ];

    private static string PathOf(string name) => Path.Combine(Folder(), name);

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!; // a file is in a folder
}

/// <param name="Answers">Ids of the documents that answer it; finding one is enough.</param>
public sealed record Question(string Id, string Ask, IReadOnlyList<string> Answers);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QuestionDocument))]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Dictionary<string, Vocabulary>))]
internal sealed partial class QuestionShapes : JsonSerializerContext;
