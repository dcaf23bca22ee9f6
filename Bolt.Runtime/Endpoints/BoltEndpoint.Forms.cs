using System;
using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Bolt.Endpoints;

/// <content>Binding: the form.</content>
public abstract partial class BoltEndpoint
{
    /// <summary>Reads the form; null once a refusal has been written.</summary>
    /// <param name="http">The request.</param>
    /// <param name="name">The first value that is taken from it.</param>
    /// <param name="multipart">Files are taken from it.</param>
    protected ValueTask<IFormCollection?> ReadForm(HttpContext http, string name, bool multipart)
    {
        ArgumentNullException.ThrowIfNull(http);
        return FormReader.Read(http, name, multipart, _refusals);
    }

    /// <summary>A value of the form as text, or null when it has none of that name.</summary>
    /// <param name="form">The form.</param>
    /// <param name="name">The name.</param>
    protected static string? FormText(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.TryGetValue(name, out var values) ? values.ToString() : null;
    }

    /// <summary>All values of that name.</summary>
    /// <param name="form">The form.</param>
    /// <param name="name">The name.</param>
    protected static StringValues FormValues(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form[name];
    }
}
