using System;
using System.Reflection;
using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt.Endpoints;

/// <content>Binding: the JSON body, and types that bind themselves.</content>
public abstract partial class BoltEndpoint
{
    private ParameterInfo[] _parameters = [];

    /// <summary>Reads the JSON body, or takes the service where there is no contract because one is registered. Refusals are written.</summary>
    protected ValueTask<BindingResult<T>> ReadBody<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>? json, string name, bool optional)
    {
        // Generic without a constraint: services are looked up by type, and the cast is of what was registered for it.
        return json is null
            ? new(new BindingResult<T>((T)http.RequestServices.GetRequiredService(typeof(T))))
            : BodyReader.Read(http, json, name, optional, _refusals);
    }

    /// <summary>As <see cref="ReadBody{T}"/>, for a <c>T?</c> of a value type: where the body says <c>null</c>, it is missing.</summary>
    protected ValueTask<BindingResult<T>> ReadNullableBody<T>(HttpContext http, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>? json, string name)
        where T : struct =>
        json is null
            ? new(new BindingResult<T>((T)http.RequestServices.GetRequiredService(typeof(T))))
            : BodyReader.Read(http, json, name, optional: true, _refusals, nullable: true);

    /// <summary>A parameter of the handler.</summary>
    protected ParameterInfo Parameter(int index) => _parameters[index];

    /// <summary>A member of an object whose members are bound like parameters.</summary>
    protected static ParameterInfo Member(PropertyInfo property, ConstructorInfo? constructor = null, int parameter = 0) => new PropertyParameterInfo(property, constructor?.GetParameters()[parameter]);

    /// <summary>Lets a type bind itself. A refusal has been written when the result is not bound.</summary>
    protected ValueTask<BindingResult<T>> Bind<T>(HttpContext http, string name, bool optional, Func<HttpContext, ValueTask<T?>> bind) => Bind(http, name, optional, bind, static (http, bind) => bind(http));

    /// <summary>Lets a type bind itself that is told which parameter it binds. A refusal has been written when the result is not bound.</summary>
    protected ValueTask<BindingResult<T>> Bind<T>(HttpContext http, string name, bool optional, ParameterInfo parameter, Func<HttpContext, ParameterInfo, ValueTask<T?>> bind)
    {
        return Bind<(ParameterInfo Parameter, Func<HttpContext, ParameterInfo, ValueTask<T?>> Method), T>(
            http, name, optional, (parameter, bind), static (http, bind) => bind.Method(http, bind.Parameter));
    }

    /// <summary>Lets a type bind itself through <see cref="IBindableFromHttpContext{TSelf}"/>. A refusal has been written when the result is not bound.</summary>
    protected ValueTask<BindingResult<T>> BindSelf<T>(HttpContext http, string name, bool optional, ParameterInfo parameter)
        where T : class, IBindableFromHttpContext<T> => Bind(http, name, optional, parameter, T.BindAsync);

    private async ValueTask<BindingResult<T>> Bind<TState, T>(HttpContext http, string name, bool optional, TState state, Func<HttpContext, TState, ValueTask<T?>> bind)
    {
        T? value;
        try
        {
            value = await bind(http, state).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            // How a type says that the request is at fault; the exception's text is for the server.
            await _refusals.InvalidBody(http, e.StatusCode, name, $"The value '{name}' could not be read from the request.").ConfigureAwait(false);
            return default;
        }

        if (value is not null || optional)
        {
            return new BindingResult<T>(value);
        }

        await _refusals.Invalid(http, name, "request").ConfigureAwait(false);
        return default;
    }
}
