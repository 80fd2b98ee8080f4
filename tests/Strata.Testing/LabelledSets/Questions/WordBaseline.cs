using Microsoft.Data.Sqlite;

namespace Strata.Testing.LabelledSets.Questions;

/// <summary>
/// What SQLite's full-text search finds by itself: FTS5 with the tokenizers porter and unicode61, the question's words joined by OR, ranked
/// by bm25(). It indexes all of a document, the type and the names of its fields included.
/// </summary>
public sealed class WordBaseline : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public WordBaseline(IEnumerable<QuestionDocument> documents)
    {
        _connection.Open();
        Run("create virtual table documents using fts5(id unindexed, text, tokenize = 'porter unicode61')");
        using var transaction = _connection.BeginTransaction();
        foreach (var document in documents)
        {
            using var insert = _connection.CreateCommand();
            insert.CommandText = "insert into documents (id, text) values ($id, $text)";
            insert.Parameters.AddWithValue("$id", document.Id);
            insert.Parameters.AddWithValue("$text", document.Labelled);
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    /// <summary>Ids of the best documents.</summary>
    public IReadOnlyList<string> Find(string question, int most)
    {
        var words = SharedStems.Words(question).Select(w => $"\"{w}\"");
        using var command = _connection.CreateCommand();
        command.CommandText = "select id from documents where documents match $words order by bm25(documents), rowid limit $most";
        command.Parameters.AddWithValue("$words", string.Join(" OR ", words));
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }
        return found;
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
