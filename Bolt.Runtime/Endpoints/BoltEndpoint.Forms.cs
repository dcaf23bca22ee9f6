using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Endpoints;

/// <content>Binding: the form.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>Reads the form; null once a refusal has been written.</summary>
    protected ValueTask<IFormCollection?> ReadForm(HttpContext http, string name, bool multipart) => FormReader.Read(http, name, multipart, _refusals);

    /// <summary>A value of the form as text, or null when it has none of that name.</summary>
    protected static string? FormText(IFormCollection form, string name) => form.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>All values of that name.</summary>
    protected static StringValues FormValues(IFormCollection form, string name) => form[name];
}
