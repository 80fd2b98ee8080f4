using Strata.Testing;
using Strata.Testing.LabelledSets.Questions;

namespace Strata.Database.Tests.Search;

/// <summary>
/// Whether people find what they remember only roughly: how often a document that answers is among the first five hits, beside what
/// SQLite's own full-text search finds in the same documents. Only the misses of the tuning half are shown.
/// </summary>
public sealed class QuestionTests
{
    private const int First = 5;
    private const double Enough = 0.80;
    private const double Better = 0.15;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void Set_is_of_the_size_split_and_difficulty_that_it_claims()
    {
        var set = QuestionSet.Read();
        Question[] questions = [.. set.Tuning.Concat(set.Untouched).OrderBy(q => QuestionSet.Hash(q.Id), StringComparer.Ordinal)];
        questions.Length.ShouldBe(200);
        questions.Select(q => q.Ask).Distinct(StringComparer.Ordinal).Count().ShouldBe(questions.Length);
        questions.Take(100).Select(q => q.Id).ShouldBe(set.Tuning.Select(q => q.Id), ignoreOrder: true);

        set.All.Count.ShouldBe(QuestionSet.Documents);
        set.All.Select(d => d.Words).Distinct(StringComparer.Ordinal).Count().ShouldBe(set.All.Count, "each document is different");
        QuestionSet.Read().All.Select(d => d.Labelled).ShouldBe(set.All.Select(d => d.Labelled));

        var apart = Apart(set, set.Tuning) + Apart(set, set.Untouched);
        TestContext.Current.TestOutputHelper?.WriteLine($"{apart} of 200 questions share at most one stem with their answer");
        apart.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public Task Answer_is_among_the_first_five() => ScoreAsync(Engine.Sqlite);

    [Fact, Trait("run", "all")]
    public Task Answer_is_among_the_first_five_on_PostgreSQL() => ScoreAsync(Engine.PostgreSql);

    private static async Task ScoreAsync(Engine engine)
    {
        var set = QuestionSet.Read();
        await using var store = await TestStore.CreateAsync(engine);
        var documents = await StoreAsync(store.Alice, set.All);
        using var baseline = new WordBaseline(set.All);

        var (tuning, _) = await ScoreAsync(store.Alice, set, "tuning", set.Tuning, documents, baseline, says: true);
        var (untouched, plain) = await ScoreAsync(store.Alice, set, "untouched", set.Untouched, documents, baseline, says: false);
        tuning.ShouldBeGreaterThanOrEqualTo(Enough, "tuning half");
        if (set.Untouched.Count > 0)
        {
            untouched.ShouldBeGreaterThanOrEqualTo(Enough, "untouched half");
            untouched.ShouldBeGreaterThanOrEqualTo(plain + Better, "untouched half, beside FTS5");
        }
    }

    private static async Task<(double Found, double Plain)> ScoreAsync(
        IStrata strata,
        QuestionSet set,
        string half,
        IReadOnlyList<Question> questions,
        IReadOnlyDictionary<string, string> documents,
        WordBaseline baseline,
        bool says
    )
    {
        var (found, plain) = (0, 0);
        var output = TestContext.Current.TestOutputHelper;
        foreach (var question in questions)
        {
            var results = await strata.Search.SearchAsync(new SearchQuery { Text = question.Ask, Limit = First }, ReadAt.Now, Token);
            var hits = results.Items.Select(h => documents.GetValueOrDefault(h.Entity?.EntityId ?? h.SourceId ?? "", "?")).ToList();
            var byWords = baseline.Find(question.Ask, First);
            var isFound = question.Answers.Any(hits.Contains);
            found += isFound ? 1 : 0;
            plain += question.Answers.Any(byWords.Contains) ? 1 : 0;
            if (says && !isFound)
            {
                output?.WriteLine($"missed {question.Id} “{question.Ask}”: {question.Answers[0]}, not {string.Join(' ', hits)}");
            }
        }
        var count = Math.Max(questions.Count, 1);
        output?.WriteLine(
            $"{half}: {found} of {questions.Count} found, FTS5 {plain}; {Apart(set, questions)} share at most one stem with their answer"
        );
        return ((double)found / count, (double)plain / count);
    }

    /// <summary>Number of questions that share at most one stem with any of their answers.</summary>
    private static int Apart(QuestionSet set, IReadOnlyList<Question> questions)
    {
        var answers = set.Answers.ToDictionary(d => d.Id, StringComparer.Ordinal);
        return questions.Count(q => q.Answers.All(a => SharedStems.Between(q.Ask, answers[a].Words).Count <= 1));
    }

    /// <returns>The document's id, by the id of its entity or source.</returns>
    private static async Task<IReadOnlyDictionary<string, string>> StoreAsync(IStrata strata, IReadOnlyList<QuestionDocument> all)
    {
        var documents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var records in all.Where(d => d.Fields is not null).Chunk(100))
        {
            var request = new StructuredRequest
            {
                Entities = [.. records.Select(r => new StructuredEntity { EntityType = r.Type ?? "", Fields = r.Fields ?? Nothing })],
            };
            var stored = await strata.Structured.StoreAsync(request, Token);
            foreach (var (entity, record) in stored.Entities.Zip(records))
            {
                documents.TryAdd(entity.EntityId, record.Id).ShouldBeTrue($"{record.Id} is one with {documents[entity.EntityId]}");
            }
        }
        foreach (var file in all.Where(d => d.Content is not null))
        {
            var taken = await strata.IngestAsync(file.File ?? file.Id, file.Content ?? "");
            documents.Add(taken.SourceId, file.Id);
            foreach (var entity in taken.Run?.Entities.Where(e => e.Created) ?? [])
            {
                documents.TryAdd(entity.EntityId, file.Id);
            }
        }
        return documents;
    }

    private static readonly IReadOnlyDictionary<string, JsonElement> Nothing = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}
