using System;
using System.Reflection;
using System.Threading.Tasks;
using Bolt.Endpoints.Binding;
using Microsoft.AspNetCore.Http;

namespace Bolt.Endpoints;

/// <content>Binding: types that bind themselves.</content>
public abstract partial class BoltEndpoint
{
    private ParameterInfo[] _parameters = [];

    /// <summary>A parameter of the handler.</summary>
    /// <param name="index">Its place.</param>
    protected ParameterInfo Parameter(int index) => _parameters[index];

    /// <summary>A member of an object whose members are bound like parameters.</summary>
    /// <param name="property">The property.</param>
    /// <param name="constructor">The constructor that fills it, if one does.</param>
    /// <param name="parameter">The place of the constructor's parameter.</param>
    protected static ParameterInfo Member(PropertyInfo property, ConstructorInfo? constructor = null, int parameter = 0)
    {
        ArgumentNullException.ThrowIfNull(property);
        return new PropertyParameterInfo(property, constructor?.GetParameters()[parameter]);
    }

    /// <summary>Lets a type bind itself. A refusal has been written when the result is not bound.</summary>
    /// <typeparam name="T">What the method returns.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="optional">It may be null.</param>
    /// <param name="bind">The type's method.</param>
    protected ValueTask<BindingResult<T>> Bind<T>(HttpContext http, string name, bool optional, Func<HttpContext, ValueTask<T?>> bind)
    {
        ArgumentNullException.ThrowIfNull(bind);
        return Bind(http, name, optional, bind, static (http, bind) => bind(http));
    }

    /// <summary>Lets a type bind itself that is told which parameter it binds. A refusal has been written when the result is not bound.</summary>
    /// <typeparam name="T">What the method returns.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="optional">It may be null.</param>
    /// <param name="parameter">The parameter that is bound.</param>
    /// <param name="bind">The type's method.</param>
    protected ValueTask<BindingResult<T>> Bind<T>(HttpContext http, string name, bool optional, ParameterInfo parameter, Func<HttpContext, ParameterInfo, ValueTask<T?>> bind)
    {
        ArgumentNullException.ThrowIfNull(bind);
        return Bind<(ParameterInfo Parameter, Func<HttpContext, ParameterInfo, ValueTask<T?>> Method), T>(
            http, name, optional, (parameter, bind), static (http, bind) => bind.Method(http, bind.Parameter));
    }

    /// <summary>Lets a type bind itself through <see cref="IBindableFromHttpContext{TSelf}"/>. A refusal has been written when the result is not bound.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="http">The request.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="optional">It may be null.</param>
    /// <param name="parameter">The parameter that is bound.</param>
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
