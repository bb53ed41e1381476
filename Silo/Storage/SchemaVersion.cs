namespace Silo.Storage;

/// <summary>
/// What the schema says of itself. Changes come expand-then-contract: a newer program's schema still serves an older program,
/// down to the oldest one that it records. That goes for the facts as well: what a program refuses to read makes it too old.
/// </summary>
/// <param name="Version">The number of the last change applied.</param>
/// <param name="OldestProgram">The least program, by the schema it was written for, that may run on it.</param>
public readonly record struct SchemaVersion(int Version, int OldestProgram)
{
    /// <param name="program">The schema that the program was written for: the number of its last schema change.</param>
    /// <exception cref="InvalidOperationException">This program is too old for the schema.</exception>
    public void Admit(int program)
    {
        if (program < OldestProgram)
        {
            throw new InvalidOperationException(
                $"The database has schema {Version}, which serves programs of schema {OldestProgram} and newer; this program is of schema {program}. "
                + "Start the newer program, or restore a backup from before it ran.");
        }
    }
}
