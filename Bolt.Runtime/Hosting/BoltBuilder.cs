using System;
using Microsoft.Extensions.DependencyInjection;

namespace Bolt;

/// <summary>The builder that <c>AddBolt()</c> returns: add backends, users and stores to it.</summary>
public sealed class BoltBuilder
{
    internal BoltBuilder(IServiceCollection services) => Services = services;

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
