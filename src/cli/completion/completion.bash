_NAME_complete() {
    local words=() word joined= open= line i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        # Bash separates words at = and :; what belongs together is joined.
        if ((i > 1)) && [[ $word == [=:] || $open ]]; then
            words[${#words[@]} - 1]+=$word
            joined=1
            if [[ $word == [=:] ]]; then open=1; else open=; fi
        else
            words+=("$word")
            joined=
            open=
        fi
    done
    COMPREPLY=()
    while IFS= read -r line; do
        [[ $joined ]] && line=${line#*=}
        # Where a quotation mark is open, bash closes it by itself.
        [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* ]] || printf -v line %q "$line"
        COMPREPLY+=("$line")
    done < <(VARIABLE=bash "COMPLETER" -- "${words[@]}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace 2>/dev/null
    return 0
}
if [[ ${BASH_VERSINFO[0]} -gt 4 || ${BASH_VERSINFO[0]} -eq 4 && ${BASH_VERSINFO[1]} -ge 4 ]]; then
    complete -o bashdefault -o default -o nosort -F _NAME_complete COMMAND
else
    complete -o bashdefault -o default -F _NAME_complete COMMAND
fi
