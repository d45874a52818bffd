using System.Collections.Immutable;
using System.Globalization;
using Connectors.Runtime.Actions;
using Connectors.Runtime.Files;
using Connectors.Runtime.Requests;

namespace Connectors.Runtime.Passthrough;

/// <summary>The form of a request of the caller's own, with its files at hand for as long as it is not disposed of.</summary>
internal sealed class PassedForm : IDisposable
{
    private const string Path = "multipart_form_data";
    private const string AnyType = "application/octet-stream";

    private readonly List<FetchedFile> _fetched = [];
    private readonly StepValues _parts = new();

    private PassedForm()
    {
    }

    /// <summary>Tells what is wrong with a form as far as it tells by itself.</summary>
    public static void Check(ref Findings? findings, ImmutableArray<PassthroughPart> parts, long largest)
    {
        if (parts.IsEmpty)
        {
            Findings.Add(ref findings, Path, FindingKind.Missing, "A form has parts.");
        }

        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            if (string.IsNullOrEmpty(part.Name))
            {
                InputChecks.Missing(ref findings, new InputPath(Path, i, "name"));
            }

            InputChecks.Line(ref findings, new InputPath(Path, i, "name"), part.Name);
            if (part.File is not { } file)
            {
                if (part.Text is null)
                {
                    InputChecks.Missing(ref findings, new InputPath(Path, i, "value"));
                }

                continue;
            }

            var at = new InputPath(Path, i, "value");
            if (string.IsNullOrWhiteSpace(file.Name))
            {
                InputChecks.Missing(ref findings, at.At("name"));
            }

            InputChecks.Line(ref findings, at.At("name"), file.Name);
            InputChecks.MediaType(ref findings, at.At("content_type"), file.ContentType);
            InputChecks.ExactlyOne(ref findings, at, "data", file.Data is not null, "data_url", file.DataUrl is not null);
            InputChecks.Base64(ref findings, at.At("data"), file.Data);
            InputChecks.FileUrl(ref findings, at.At("data_url"), file.DataUrl);
            if (file.Data is { } data && System.Buffers.Text.Base64.IsValid(data, out var length) && length > largest)
            {
                Findings.Add(ref findings, at.At("data"), FindingKind.TooLarge, FetchedFile.TooLarge(largest).Message);
            }
        }
    }

    /// <summary>Makes a form, and fetches what it gives by address.</summary>
    /// <exception cref="InputRefusedException">A file cannot be fetched.</exception>
    public static async Task<PassedForm> MakeAsync(ImmutableArray<PassthroughPart> parts, FileFetcher files, string name, CancellationToken cancellationToken)
    {
        var form = new PassedForm();
        try
        {
            for (var i = 0; i < parts.Length; i++)
            {
                // The names are the vendor's own and no paths.
                var place = form._parts.AddMember(StepValues.Itself, parts[i].Name);
                place.Add(new PlaceName(Place.Body, StepValues.Itself), parts[i].Text);
                if (parts[i].File is { } file)
                {
                    try
                    {
                        place.AddFile(StepValues.Itself, await form.ContentAsync(file, files, cancellationToken).ConfigureAwait(false), part: true);
                    }
                    catch (UnfetchedFileException e)
                    {
                        throw new InputRefusedException(name, [new Finding(string.Create(CultureInfo.InvariantCulture, $"{Path}[{i}].value.data_url"), e.IsTooLarge ? FindingKind.TooLarge : FindingKind.Unreachable, e.Message)]);
                    }
                }
            }

            return form;
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    /// <summary>The body, as often as it is sent.</summary>
    public HttpContent? ToContent() => FormBody.Multipart(_parts.All);

    /// <inheritdoc/>
    public void Dispose() => _fetched.ForEach(f => f.Dispose());

    private async Task<FileContent> ContentAsync(PassthroughFile file, FileFetcher files, CancellationToken cancellationToken)
    {
        if (file.Data is { } data)
        {
            System.Buffers.Text.Base64.IsValid(data, out var length);
            return new FileContent(file.Name, file.ContentType ?? AnyType, length, _ => new ValueTask<Stream>(new Base64Stream(data)));
        }

        var fetched = await files.FetchAsync(file.DataUrl!, null, cancellationToken).ConfigureAwait(false);
        _fetched.Add(fetched);
        return fetched.ToContent(file.Name, file.ContentType ?? (fetched.ContentType is { } told && InputForms.IsMediaType(told) ? told : AnyType));
    }
}
