using System.Globalization;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Actions;

/// <summary>Turns what a caller gives into what a vendor takes: ids, answers, files. Collects what cannot be turned.</summary>
/// <remarks>Generated inputs call it; an id is unified, or the vendor's own written <c>remote:ID</c>.</remarks>
public abstract class InputResolution
{
    /// <summary>The vendor's id of a record.</summary>
    /// <param name="path">Where the id stands in the input.</param>
    /// <param name="model">The model it leads to.</param>
    /// <param name="id">The id; null stays null.</param>
    /// <returns>The vendor's id; null after a finding.</returns>
    public abstract ValueTask<string?> RecordAsync(string path, string model, string? id);

    /// <summary>The vendor's id of a question, and its answer as the question's format wants it.</summary>
    /// <param name="path">Where the item stands in the input: <c>screening_question_answers[1]</c>.</param>
    /// <param name="question">The question's id.</param>
    /// <param name="job">The vendor's id of the job; null when none is known.</param>
    /// <param name="answer">The answer as given.</param>
    /// <returns>Both as the vendor wants them; as given after a finding.</returns>
    public abstract ValueTask<(string Question, AnswerInput Answer)> AnswerAsync(string path, string question, string? job, AnswerInput answer);

    /// <summary>A file at hand, fetched where only its address is given.</summary>
    /// <param name="path">Where the file stands in the input: <c>attachments[0]</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="contentType">Its media type as given; null for what the download says.</param>
    /// <param name="data">The file in base64; null when an address is given.</param>
    /// <param name="dataUrl">Its address; null when it is given itself.</param>
    /// <returns>The file; null after a finding.</returns>
    public abstract ValueTask<FileContent?> FileAsync(string path, string? name, string? contentType, string? data, string? dataUrl);

    /// <summary>Resolves the items of a list, one after the other.</summary>
    /// <typeparam name="T">The generated item.</typeparam>
    /// <param name="path">Where the list stands in the input: <c>attachments</c>.</param>
    /// <param name="items">The items.</param>
    /// <param name="job">The vendor's id of the job; null when none is known.</param>
    /// <param name="resolve">Resolves an item: it is handed the item, its path, this and the job.</param>
    /// <returns>The items, without those that are left out.</returns>
    public async ValueTask<IReadOnlyList<T>> EachAsync<T>(string path, IReadOnlyList<T> items, string? job, Func<T, string, InputResolution, string?, ValueTask<T>> resolve)
    {
        var resolved = new List<T>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var item = await resolve(items[i], at, this, job).ConfigureAwait(false);
            if (!IsLeftOut(at))
            {
                resolved.Add(item);
            }
        }

        return resolved;
    }

    /// <summary>Whether an item is not sent, although the input has it.</summary>
    /// <param name="path">Where it stands in the input.</param>
    private protected virtual bool IsLeftOut(string path) => false;
}
