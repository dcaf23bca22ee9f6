using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;

namespace Bolt;

/// <summary>
/// Adds an endpoint filter to a handler, or to all handlers of a class and of those nested in it or derived from it. Filters run behind the guards and the binding: those of enclosing classes first, then
/// the class's, then the handler's, each in the order they are written.
/// </summary>
/// <typeparam name="TFilter">The filter, made for each request as <c>AddEndpointFilter&lt;TFilter&gt;()</c> makes it: its constructor takes services, and an <see cref="EndpointFilterFactoryContext"/> if it likes.</typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, AllowMultiple = true)]
public sealed class EndpointFilterAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TFilter> : Attribute
    where TFilter : IEndpointFilter;
