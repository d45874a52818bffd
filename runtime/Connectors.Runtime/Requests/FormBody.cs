using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Connectors.Runtime.Files;

namespace Connectors.Runtime.Requests;

/// <summary>
/// The bodies of forms: the members that values with dotted paths make together, a name for each. What lies deeper has the names above it in front and
/// its own in brackets (<c>person[address][town]</c>), a list its name as often as it has values.
/// </summary>
internal static class FormBody
{
    private const string LineEnd = "\r\n";

    /// <summary>The form as <c>application/x-www-form-urlencoded</c>; null when no value belongs in it.</summary>
    public static HttpContent? UrlEncoded(IEnumerable<PlacedValue> values)
    {
        var body = new BodyWriter();
        foreach (var field in Fields(values, ""))
        {
            Write(body, (body.Text.Length == 0 ? "" : "&") + Escaped(field.Name) + "=");
            if (field.File is { } file)
            {
                body.WriteFile(file, FileForm.EscapedBase64);
            }
            else
            {
                Write(body, Escaped(field.Text));
            }
        }

        return body.Text.Length == 0 ? null : body.ToContent(new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
    }

    /// <summary>The form as <c>multipart/form-data</c>, files as parts with their name and media type; null when no value belongs in it.</summary>
    public static HttpContent? Multipart(IEnumerable<PlacedValue> values)
    {
        var fields = Fields(values, "").ToList();
        if (fields.Count == 0)
        {
            return null;
        }

        var boundary = "connectors-" + Guid.NewGuid().ToString("N");
        var body = new BodyWriter();
        foreach (var field in fields)
        {
            Write(body, $"--{boundary}{LineEnd}Content-Disposition: form-data; name=\"{Quoted(field.Name)}\"");
            if (field is { File: { } part, IsPart: true })
            {
                Write(body, $"; filename=\"{Quoted(part.Name)}\"{LineEnd}Content-Type: {part.ContentType}");
            }

            Write(body, LineEnd + LineEnd);
            if (field.File is { } file)
            {
                body.WriteFile(file, field.IsPart ? FileForm.AsItIs : FileForm.Base64);
            }
            else
            {
                Write(body, field.Text);
            }

            Write(body, LineEnd);
        }

        Write(body, $"--{boundary}--{LineEnd}");
        var type = new MediaTypeHeaderValue("multipart/form-data");
        type.Parameters.Add(new NameValueHeaderValue("boundary", boundary));
        return body.ToContent(type);
    }

    /// <summary>A body that is a file; null where there is none.</summary>
    public static HttpContent? Binary(IEnumerable<PlacedValue> values)
    {
        if (values.SelectMany(v => v.Files).FirstOrDefault() is not { } file)
        {
            return null;
        }

        var body = new BodyWriter();
        body.WriteFile(file, FileForm.AsItIs);
        return body.ToContent(MediaTypeHeaderValue.Parse(file.ContentType));
    }

    private static IEnumerable<Field> Fields(IEnumerable<PlacedValue> values, string above)
    {
        foreach (var value in values)
        {
            var name = Name(above, value.At.Name);
            foreach (var text in value.Values)
            {
                yield return new Field(name, text, null, false);
            }

            foreach (var file in value.Files)
            {
                yield return new Field(name, "", file, value.IsPart);
            }

            foreach (var (own, member) in value.Members)
            {
                // The names are the vendor's and no paths.
                foreach (var field in Fields(member.All, name.Length == 0 ? own : $"{name}[{own}]"))
                {
                    yield return field;
                }
            }

            for (var i = 0; i < value.Items.Length; i++)
            {
                foreach (var field in Fields(value.Items[i].All, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]")))
                {
                    yield return field;
                }
            }
        }
    }

    // a.b[0].c becomes a[b][0][c].
    private static string Name(string above, string path)
    {
        if (path == StepValues.Itself)
        {
            return above;
        }

        var name = new StringBuilder(above);
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var own = bracket < 0 ? part : part[..bracket];
            name.Append(name.Length == 0 ? own : $"[{own}]").Append(bracket < 0 ? "" : part[bracket..]);
        }

        return name.ToString();
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    // What would end a quoted name is escaped as browsers do.
    private static string Quoted(string name) =>
        name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static void Write(BodyWriter body, string text) => body.Text.Write(Encoding.UTF8.GetBytes(text));

    private readonly record struct Field(string Name, string Text, FileContent? File, bool IsPart);
}
